package io.tributary.backend.study;

import io.tributary.backend.event.Heartbeats;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;

/**
 * History and tail of a study's events as one stream: whenever something is new, what lies behind the last event is read from the journal, so
 * there are no gaps and no repeats. The heartbeat is as that of tasks.
 */
@Component
class StudyStream {
    private static final int PAGE = 500;

    private final StudyJournal journal;
    private final StudyHub hub;
    private final Heartbeats heartbeats;

    StudyStream(StudyJournal journal, StudyHub hub, Heartbeats heartbeats) {
        this.journal = journal;
        this.hub = hub;
        this.heartbeats = heartbeats;
    }

    /** Ends once the study has ended and everything was told. Errors before its first message where there is no such study. */
    Flux<ServerSentEvent<String>> of(String study, long after) {
        return Flux.defer(() -> {
            Sinks.Many<Boolean> news = Sinks.many().unicast().onBackpressureBuffer();
            Runnable unwatch = hub.watch(study, () -> tell(news));
            AtomicLong last = new AtomicLong(after);
            Flux<ServerSentEvent<String>> events = news.asFlux()
                    .startWith(true)
                    .onBackpressureLatest()
                    .concatMap(told -> read(study, last), 1)
                    .takeUntil(Batch::ended)
                    .concatMapIterable(Batch::events)
                    .map(StudyStream::message);
            return Mono.fromCallable(() -> journal.study(study))
                    .subscribeOn(Schedulers.boundedElastic())
                    .flatMapMany(known -> heartbeats.beside(events))
                    .doFinally(signal -> unwatch.run());
        });
    }

    /** @param ended whether there is nothing behind them */
    private record Batch(List<SeenStudyEvent> events, boolean ended) {}

    private Mono<Batch> read(String study, AtomicLong last) {
        return Mono.fromCallable(() -> {
                    // Looked up before the events: an end that comes later is told by the next read.
                    boolean ended = journal.find(study)
                            .map(known -> known.state().ended())
                            .orElse(true);
                    List<SeenStudyEvent> all = new ArrayList<>();
                    List<SeenStudyEvent> page;
                    do {
                        page = journal.events(study, last.get(), PAGE);
                        all.addAll(page);
                        if (!page.isEmpty()) {
                            last.set(page.get(page.size() - 1).id());
                        }
                    } while (page.size() == PAGE);
                    return new Batch(all, ended);
                })
                .subscribeOn(Schedulers.boundedElastic());
    }

    private static void tell(Sinks.Many<Boolean> news) {
        // A sink takes one publisher at a time. One that is over needs no news.
        synchronized (news) {
            var unused = news.tryEmitNext(true);
        }
    }

    private static ServerSentEvent<String> message(SeenStudyEvent event) {
        return ServerSentEvent.builder(event.json())
                .id(Long.toString(event.id()))
                .build();
    }
}
