package io.tributary.backend.event;

import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What all event streams have beside their events: a named heartbeat that a page can hear, and where a page goes on. */
@Component
public class Heartbeats {
    /** {@code task/stream.js} knows the same number. */
    private static final Duration PERIOD = Duration.ofSeconds(5);

    /** How soon a browser that lost its connection comes back. */
    private static final Duration RETRY = Duration.ofSeconds(1);

    private final Clock clock;

    Heartbeats(Clock clock) {
        this.clock = clock;
    }

    /**
     * The events with a heartbeat every five seconds until they end. The first one at once, before the events are asked for: the browser
     * learns that it is connected before anything happens, even where there is nothing new and the stream ends.
     */
    public Flux<ServerSentEvent<String>> beside(Flux<ServerSentEvent<String>> events) {
        Flux<ServerSentEvent<String>> heartbeats = Flux.interval(PERIOD)
                .onBackpressureDrop()
                .map(tick -> heartbeat())
                .startWith(Mono.fromSupplier(this::heartbeat));
        return events.publish(shared -> Flux.merge(heartbeats.takeUntilOther(shared.ignoreElements()), shared));
    }

    private ServerSentEvent<String> heartbeat() {
        return ServerSentEvent.builder("{\"at\":\"" + clock.instant() + "\"}")
                .event("heartbeat")
                .retry(RETRY)
                .build();
    }

    /**
     * The number of the event behind which a stream goes on. The browser repeats what we sent; anything else starts from the beginning.
     *
     * @param after what counts where the browser says nothing
     */
    public static long continued(@Nullable String lastEventId, long after) {
        if (lastEventId == null) {
            return after;
        }
        return lastEventId.matches("\\d{1,18}") ? Long.parseLong(lastEventId) : 0;
    }
}
