package io.tributary.worker.remote;

import io.tributary.protocol.error.TributaryException;
import io.tributary.protocol.message.MessageCodec;
import io.tributary.protocol.message.ServerMessage;
import io.tributary.protocol.message.WorkerMessage;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The worker's end of its WebSocket: connects, says hello, keeps a heartbeat going whatever the slots do, and connects again
 * when the link breaks, to the next of its servers, until it is closed.
 */
final class ServerLink implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ServerLink.class);
    private static final Duration CONNECT = Duration.ofSeconds(15);
    private static final int STANDBY = 503;
    private static final Duration SEND = Duration.ofSeconds(30);
    /** Missed answers to heartbeats after which the link counts as broken. */
    private static final int SILENT_BEATS = 3;

    private final Servers servers;
    private final String token;
    private final HttpClient http;
    private final Backoff backoff;
    private final Supplier<WorkerMessage.Hello> hello;
    private final Consumer<ServerMessage> receiver;
    private final ScheduledExecutorService heart = Executors.newSingleThreadScheduledExecutor(named("heartbeat"));
    private final ExecutorService sender = Executors.newSingleThreadExecutor(named("sender"));
    private volatile @Nullable Conversation conversation;

    /** @param receiver takes messages in order; must not block */
    ServerLink(
            Servers servers,
            String token,
            HttpClient http,
            Backoff backoff,
            Supplier<WorkerMessage.Hello> hello,
            Consumer<ServerMessage> receiver) {
        this.servers = servers;
        this.token = token;
        this.http = http;
        this.backoff = backoff;
        this.hello = hello;
        this.receiver = receiver;
    }

    private static ThreadFactory named(String name) {
        return task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
    }

    /** Keeps the link up; returns once it is closed. */
    void run() {
        Backoff.Attempts attempts = backoff.begin();
        while (!backoff.isClosed()) {
            try {
                try {
                    Conversation next = new Conversation(attempts);
                    conversation = next;
                    next.run();
                } finally {
                    conversation = null;
                }
            } catch (IOException e) {
                try {
                    attempts.failed("The link to " + servers.current(), e);
                } catch (IOException closed) {
                    return;
                }
                servers.next();
            }
        }
    }

    /** Whether the server has answered hello and the link has not broken since. */
    boolean connected() {
        Conversation now = conversation;
        return now != null && now.welcome;
    }

    /** Sends a message if the link is up; one that is lost will be asked for again. */
    void send(WorkerMessage message) {
        Conversation now = conversation;
        if (now != null && now.welcome) {
            now.send(message);
        }
    }

    @Override
    public void close() {
        backoff.close();
        Conversation now = conversation;
        if (now != null) {
            now.over.complete("the worker is shutting down");
        }
        heart.shutdownNow();
        sender.shutdownNow();
    }

    /** One connection, from the handshake to its end. */
    private final class Conversation implements WebSocket.Listener {
        private final Backoff.Attempts attempts;
        private final URI server = servers.current();
        private final CompletableFuture<String> over = new CompletableFuture<>();
        private final StringBuilder partial = new StringBuilder();
        private volatile long lastHeard = System.nanoTime();
        private volatile boolean welcome;
        private volatile @Nullable WebSocket socket;

        Conversation(Backoff.Attempts attempts) {
            this.attempts = attempts;
        }

        void run() throws IOException {
            URI link = URI.create(server.toString().replaceFirst("^http", "ws")).resolve("/api/v1/workers/link");
            try {
                WebSocket connected = http.newWebSocketBuilder()
                        .header("Authorization", "Bearer " + token)
                        .connectTimeout(CONNECT)
                        .buildAsync(link, this)
                        .get(CONNECT.toSeconds() * 2, TimeUnit.SECONDS);
                socket = connected;
                send(hello.get());
                String why = over.get();
                connected.abort();
                throw new IOException(why);
            } catch (ExecutionException e) {
                heed(e.getCause());
                throw new IOException(explain(server, e.getCause()), e);
            } catch (TimeoutException e) {
                throw new IOException("it does not answer", e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("the worker is shutting down", e);
            } finally {
                over.complete("it is over");
            }
        }

        /** A standby says when to ask again: it may lead by then, so waits must not have grown long. */
        private void heed(@Nullable Throwable refusal) {
            if (refusal instanceof WebSocketHandshakeException handshake
                    && handshake.getResponse().statusCode() == STANDBY) {
                handshake
                        .getResponse()
                        .headers()
                        .firstValueAsLong("Retry-After")
                        .ifPresent(seconds -> attempts.atMost(Duration.ofSeconds(seconds)));
            }
        }

        void send(WorkerMessage message) {
            WebSocket to = socket;
            if (to == null || over.isDone()) {
                return;
            }
            String text = new String(MessageCodec.encode(message), StandardCharsets.UTF_8);
            try {
                sender.execute(() -> {
                    try {
                        to.sendText(text, true).get(SEND.toSeconds(), TimeUnit.SECONDS);
                    } catch (ExecutionException | TimeoutException e) {
                        over.complete("a message could not be sent (" + e + ")");
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                });
            } catch (RejectedExecutionException e) {
                LOG.debug("Shutting down; not sent: {}", message);
            }
        }

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            lastHeard = System.nanoTime();
            partial.append(data);
            if (last) {
                String text = partial.toString();
                partial.setLength(0);
                try {
                    take(MessageCodec.decodeServerMessage(text.getBytes(StandardCharsets.UTF_8)));
                } catch (TributaryException e) {
                    over.complete("it does not speak this worker's language (" + e.message()
                            + "); install the same version on both");
                }
            }
            from.request(1);
            return null;
        }

        private void take(ServerMessage message) {
            if (message instanceof ServerMessage.Welcome greeting) {
                welcome = true;
                attempts.succeeded();
                LOG.info("Connected to {}; waiting for work", server);
                beat(greeting.heartbeatSeconds());
            } else if (!(message instanceof ServerMessage.Heartbeat)) {
                receiver.accept(message);
            }
        }

        private void beat(int seconds) {
            long silence = TimeUnit.SECONDS.toNanos((long) SILENT_BEATS * Math.max(1, seconds));
            var unused = heart.schedule(
                    () -> {
                        if (over.isDone()) {
                            return;
                        }
                        if (System.nanoTime() - lastHeard > silence) {
                            over.complete("it has been silent for " + TimeUnit.NANOSECONDS.toSeconds(silence) + " s");
                            return;
                        }
                        send(new WorkerMessage.Heartbeat());
                        beat(seconds);
                    },
                    Math.max(1, seconds),
                    TimeUnit.SECONDS);
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket from, int status, String reason) {
            over.complete(
                    switch (status) {
                        case 4401 -> "the server has revoked this worker's token; ask for a new one";
                        case 4400, 4409 -> "the server turned this worker away: " + reason;
                        default -> "the server closed it" + (reason.isEmpty() ? "" : ": " + reason);
                    });
            return null;
        }

        @Override
        public void onError(WebSocket from, Throwable error) {
            over.complete(explain(server, error));
        }
    }

    private static String explain(URI server, @Nullable Throwable error) {
        Throwable cause = error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
        if (cause instanceof WebSocketHandshakeException handshake) {
            int status = handshake.getResponse().statusCode();
            return switch (status) {
                case 401, 403 -> "the server does not know this token; it may be mistyped or revoked";
                case 404 -> "there is no Tributary at this address, or one of another version";
                case 429 -> "the server asks for fewer attempts";
                case STANDBY -> "the server is on standby, or not ready yet";
                default -> "the server answered " + status;
            };
        }
        if (cause instanceof ConnectException && cause.getCause() instanceof UnresolvedAddressException) {
            return "the name " + server.getHost() + " is not known here";
        }
        if (cause instanceof ConnectException) {
            return "nobody answers at " + server.getHost() + " port " + server.getPort()
                    + "; is the server running, and may this machine reach it?";
        }
        if (cause instanceof SSLException) {
            return "no trusted connection (" + cause.getMessage()
                    + "); give the server's certificate or its authority with --ca";
        }
        return String.valueOf(cause);
    }
}
