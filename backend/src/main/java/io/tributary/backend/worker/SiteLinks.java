package io.tributary.backend.worker;

import io.tributary.backend.TributaryProperties;
import io.tributary.backend.leadership.Leadership;
import io.tributary.backend.token.Site;
import io.tributary.backend.token.WorkerTokens;
import io.tributary.orchestrator.dispatch.SlotPool;
import io.tributary.orchestrator.dispatch.WorkerLink;
import io.tributary.protocol.error.ErrorCode;
import io.tributary.protocol.error.TributaryException;
import io.tributary.protocol.message.MessageCodec;
import io.tributary.protocol.message.ServerMessage;
import io.tributary.protocol.message.WorkerMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.socket.CloseStatus;
import org.springframework.web.reactive.socket.WebSocketHandler;
import org.springframework.web.reactive.socket.WebSocketMessage;
import org.springframework.web.reactive.socket.WebSocketSession;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;

/**
 * The server's end of the links to workers at sites: one WebSocket each, JSON messages, opened by the worker. A message may
 * come twice or after its lease has ended; the pool decides what counts.
 */
@Component
class SiteLinks implements WebSocketHandler {
    /** Where workers connect. */
    static final String PATH = "/api/v1/workers/link";

    /** Why a link was closed, for the worker to tell people; 4000 and up are ours to define. */
    private static final CloseStatus REFUSED = new CloseStatus(4400);

    private static final CloseStatus REVOKED = new CloseStatus(4401, "The token was revoked.");
    private static final CloseStatus TWICE = new CloseStatus(4409);
    private static final CloseStatus NO_HELLO =
            new CloseStatus(4408, "The first message must be hello, and it did not come.");
    private static final CloseStatus SILENT = new CloseStatus(4408, "No sign of life.");

    private static final CloseStatus STANDBY = new CloseStatus(4503, "This server does not lead any more.");

    /** How long a new link may take to say hello; one with wide tables is some megabytes. */
    private static final Duration HELLO = Duration.ofSeconds(10);

    /** A close frame has room for 123 bytes of reason. */
    private static final int LONGEST_REASON = 120;

    private static final Logger LOG = LoggerFactory.getLogger(SiteLinks.class);

    private final SlotPool pool;
    private final Uploads uploads;
    private final Leadership leadership;
    private final Duration heartbeat;
    private final Map<String, Link> links = new ConcurrentHashMap<>();
    /** Links that have not said hello. */
    private final Set<Link> strangers = ConcurrentHashMap.newKeySet();

    SiteLinks(
            SlotPool pool,
            WorkerTokens tokens,
            Uploads uploads,
            Leadership leadership,
            TributaryProperties properties) {
        this.pool = pool;
        this.uploads = uploads;
        this.leadership = leadership;
        tokens.onRevoked(this::revoked);
        this.heartbeat = properties.workers().heartbeat();
    }

    @Override
    public Mono<Void> handle(WebSocketSession session) {
        return session.getHandshakeInfo()
                .getPrincipal()
                .map(principal -> principal instanceof Authentication authentication
                                && authentication.getPrincipal() instanceof Site site
                        ? site
                        : new Site("", ""))
                .flatMap(site -> converse(new Link(site, session)));
    }

    /** Closes the link of a site whose token has gone. */
    private void revoked(String site) {
        Link link = links.remove(site);
        if (link != null) {
            link.close(REVOKED);
        }
        pool.expelled(site, "The token of its site was revoked.");
        try {
            uploads.forget(site);
        } catch (IOException e) {
            LOG.warn("What {} had begun to send is still there", site, e);
        }
    }

    @Scheduled(fixedRate = 1000)
    void expire() {
        links.values().stream()
                .filter(link -> System.nanoTime() - link.heard > 3 * heartbeat.toNanos())
                .forEach(link -> {
                    link.close(SILENT);
                    over(link);
                });
        strangers.stream()
                .filter(link -> System.nanoTime() - link.heard > HELLO.toNanos())
                .forEach(link -> {
                    link.close(NO_HELLO);
                    over(link);
                });
        if (!leadership.leads()) {
            // Cut off from the database: the worker is to look for the server that has taken over.
            links.values().forEach(link -> {
                link.close(STANDBY);
                over(link);
            });
        }
        pool.expire();
    }

    /** Lets go of what sites have sent and no result of theirs has named. */
    @Scheduled(fixedDelayString = "${tributary.disk.collect}")
    void sweepUploads() {
        try {
            uploads.sweep(site -> !pool.assigned(site).isEmpty());
        } catch (IOException e) {
            LOG.warn("Uploads that nobody needs are still there", e);
        }
    }

    private Mono<Void> converse(Link link) {
        strangers.add(link);
        // Nothing below may throw: a stream that is cancelled closes the socket before anyone could say why.
        Mono<Void> incoming = link.session
                .receive()
                // Its buffer is taken back as soon as this returns.
                .map(SiteLinks::bytes)
                .publishOn(Schedulers.boundedElastic())
                .doOnNext(message -> hear(link, message))
                .then()
                .doFinally(signal -> over(link));
        return Mono.when(incoming, link.session.send(link.outbox.asFlux().map(link.session::textMessage)));
    }

    private void hear(Link link, byte[] message) {
        link.heard = System.nanoTime();
        try {
            if (!link.closed) {
                take(link, message);
            }
        } catch (TributaryException e) {
            LOG.warn("The worker of {} was turned away: {}", link.site.name(), e.message());
            link.close(status(e));
        } catch (RuntimeException e) {
            LOG.error("A message of the worker of {} cannot be worked on", link.site.name(), e);
            link.close(CloseStatus.SERVER_ERROR);
        }
    }

    private static CloseStatus status(TributaryException e) {
        CloseStatus status = e.code() == ErrorCode.WRONG_STATE ? TWICE : REFUSED;
        byte[] reason = e.message().getBytes(StandardCharsets.UTF_8);
        return status.withReason(
                reason.length <= LONGEST_REASON
                        ? e.message()
                        : new String(reason, 0, LONGEST_REASON - 3, StandardCharsets.US_ASCII) + "...");
    }

    private static byte[] bytes(WebSocketMessage frame) {
        byte[] bytes = new byte[frame.getPayload().readableByteCount()];
        frame.getPayload().read(bytes);
        return bytes;
    }

    private void take(Link link, byte[] bytes) {
        WorkerMessage message = MessageCodec.decodeWorkerMessage(bytes);
        if (message instanceof WorkerMessage.Hello hello) {
            greet(link, hello);
        } else if (!link.equals(links.get(link.site.id()))) {
            throw new TributaryException(ErrorCode.INVALID_PARAMETER, "The first message must be hello.");
        } else if (message instanceof WorkerMessage.Heartbeat) {
            link.send(new ServerMessage.Heartbeat());
        } else {
            if (message instanceof WorkerMessage.Done done) {
                uploads.named(link.site.id(), done.result().artifacts());
            }
            pool.received(link.site.id(), message, bytes.length);
        }
    }

    private void greet(Link link, WorkerMessage.Hello hello) {
        String site = link.site.id();
        link.send(new ServerMessage.Welcome(site, (int) heartbeat.toSeconds()));
        pool.connected(site, named(hello, link.site.name()), link);
        strangers.remove(link);
        Link before = links.put(site, link);
        if (before != null && !before.equals(link)) {
            before.close(SILENT);
        }
        LOG.info("The worker of {} is connected", link.site.name());
    }

    /** The name that people gave the token counts: a worker cannot pose as another site. */
    private static WorkerMessage.Hello named(WorkerMessage.Hello hello, String name) {
        return new WorkerMessage.Hello(
                hello.protocol(),
                name,
                hello.slots(),
                hello.device(),
                hello.engine(),
                hello.datasets(),
                hello.optimizers(),
                hello.codecs(),
                hello.instance(),
                hello.maxParameters());
    }

    private void over(Link link) {
        link.outbox.tryEmitComplete();
        strangers.remove(link);
        if (links.remove(link.site.id(), link)) {
            pool.interrupted(link.site.id(), link);
            LOG.info("The link to {} is broken", link.site.name());
        }
    }

    /** One WebSocket. Compared by identity. */
    private static final class Link implements WorkerLink {
        private final Site site;
        private final WebSocketSession session;
        private final Sinks.Many<String> outbox = Sinks.many().unicast().onBackpressureBuffer();
        private volatile long heard = System.nanoTime();
        private volatile boolean closed;

        Link(Site site, WebSocketSession session) {
            this.site = site;
            this.session = session;
        }

        @Override
        public synchronized long send(ServerMessage message) {
            byte[] bytes = MessageCodec.encode(message);
            if (!closed) {
                outbox.tryEmitNext(new String(bytes, StandardCharsets.UTF_8));
            }
            return bytes.length;
        }

        @Override
        public boolean sharesStore() {
            return false;
        }

        /** Says why; nothing is said or heard after it. */
        synchronized void close(CloseStatus why) {
            if (!closed) {
                closed = true;
                session.close(why).subscribe(unused -> {}, e -> LOG.debug("The link was gone already", e));
            }
        }
    }
}
