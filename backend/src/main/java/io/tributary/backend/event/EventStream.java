package io.tributary.backend.event;

import io.tributary.backend.journal.EventHub;
import io.tributary.backend.journal.History;
import io.tributary.backend.journal.SeenEvent;
import io.tributary.orchestrator.journal.TaskEvent;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;

/**
 * History and tail of a task's events as one stream without gaps or repeats: it watches first, reads the history, adds how
 * the round in progress stands, then passes on what it saw meanwhile, dropping what the history held and fetching what two
 * threads published out of order. A named heartbeat, which a page can hear, tells silence from a connection that is dead.
 */
@Component
class EventStream {
    /** Events a slow watcher may be behind; past that it is cut off, and catches up when it comes back. */
    private static final int BACKLOG = 4096;

    private static final int PAGE = 500;

    private final History history;
    private final EventHub hub;
    private final Heartbeats heartbeats;

    EventStream(History history, EventHub hub, Heartbeats heartbeats) {
        this.history = history;
        this.hub = hub;
        this.heartbeats = heartbeats;
    }

    /** Ends with the event that ends the task. Errors before its first message where there is no such task. */
    Flux<ServerSentEvent<String>> of(String task, long after) {
        return Flux.defer(() -> {
            Sinks.Many<SeenEvent> fresh =
                    Sinks.many().unicast().onBackpressureBuffer(new ArrayBlockingQueue<>(BACKLOG));
            Runnable unwatch = hub.watch(task, event -> publish(fresh, event));
            AtomicLong last = new AtomicLong(after);
            Flux<SeenEvent> now = Flux.defer(() -> Flux.fromIterable(hub.inProgress(task)));
            Flux<SeenEvent> tail = fresh.asFlux().concatMap(event -> inOrder(task, last, event));
            return hasEnded(task)
                    .flatMapMany(ended ->
                            heartbeats.beside((ended ? past(task, last) : Flux.concat(past(task, last), now, tail))
                                    .takeUntil(EventStream::endsTask)
                                    .map(EventStream::message)))
                    .doFinally(signal -> unwatch.run());
        });
    }

    private static void publish(Sinks.Many<SeenEvent> fresh, SeenEvent event) {
        // A sink takes one publisher at a time; two threads of one task may meet here.
        synchronized (fresh) {
            if (fresh.tryEmitNext(event) == Sinks.EmitResult.FAIL_OVERFLOW) {
                fresh.tryEmitError(new IllegalStateException("The watcher is too slow"));
            }
        }
    }

    /** Looked up before the history is read: an end that comes later is in the history or in the tail. */
    private Mono<Boolean> hasEnded(String task) {
        return Mono.fromCallable(() -> history.task(task).task().state().ended())
                .subscribeOn(Schedulers.boundedElastic());
    }

    private Flux<SeenEvent> past(String task, AtomicLong last) {
        return Mono.fromCallable(() -> history.events(task, last.get(), PAGE))
                .subscribeOn(Schedulers.boundedElastic())
                .expand(page -> page.size() < PAGE
                        ? Mono.empty()
                        : Mono.fromCallable(() -> history.events(task, number(page.get(PAGE - 1)), PAGE))
                                .subscribeOn(Schedulers.boundedElastic()))
                .concatMapIterable(page -> page)
                .doOnNext(event -> last.set(number(event)));
    }

    private Flux<SeenEvent> inOrder(String task, AtomicLong last, SeenEvent event) {
        if (event.id() == null) {
            return Flux.just(event);
        }
        if (number(event) <= last.get()) {
            return Flux.empty();
        }
        if (number(event) == last.get() + 1) {
            last.set(number(event));
            return Flux.just(event);
        }
        return past(task, last);
    }

    private static long number(SeenEvent event) {
        return event.id() == null ? 0 : event.id();
    }

    private static boolean endsTask(SeenEvent event) {
        return event.event() instanceof TaskEvent.StateChanged changed
                && changed.to().ended();
    }

    private static ServerSentEvent<String> message(SeenEvent event) {
        ServerSentEvent.Builder<String> message = ServerSentEvent.builder(event.json());
        return event.id() == null
                ? message.build()
                : message.id(event.id().toString()).build();
    }
}
