package io.tributary.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.protocol.compression.Compressors;
import io.tributary.protocol.message.MessageCodec;
import io.tributary.protocol.message.WorkerMessage;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** What comes to the workers' doors that no worker of ours would send: each refused with the reason, and nothing changed. */
class HostileWorkerIT {
    private static final String ARTIFACT = "/api/v1/artifacts/" + "a".repeat(64);

    private static final String LISTED = "the list of workers";

    private final ServerProcess server = SharedServer.get();
    private final HttpClient http = HttpClient.newHttpClient();
    private String token = "";
    private String site = "";

    @BeforeEach
    void makeToken() {
        JsonNode made = ServerProcess.body(
                server.post("/api/v1/workers/tokens", "{\"name\": \"hostile " + UUID.randomUUID() + "\"}"));
        token = made.get("token").asString();
        site = made.get("id").asString();
    }

    @Test
    void aWrongTokenOpensNothing() {
        assertThatThrownBy(() -> connect("tributary_worker_" + "x".repeat(43)))
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        WebSocketHandshakeException.class,
                        e -> assertThat(e.getResponse().statusCode()).isEqualTo(401));
        HostileTable.refused("a wrong token", "401 at the handshake", LISTED);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{\"type\":\"heartbeat\"}                                    | The first message must be hello",
                "{\"type\":\"done\",\"assignment\":\"x\",\"epoch\":1}        | The first message must be hello",
                "not json                                                    | Not a WorkerMessage",
                "{\"type\":\"exec\",\"command\":\"id\"}                      | Not a WorkerMessage",
                "{\"type\":\"heartbeat\",\"extra\":1}                        | Not a WorkerMessage"
            })
    void aLinkThatDoesNotBeginWithHelloIsClosedWithTheReason(String message, String reason) throws Exception {
        Wire wire = connect(token);
        wire.send(message);
        String answer = String.valueOf(wire.closed());
        assertThat(answer).startsWith("4400 ").contains(reason);
        assertThat(workers()).doesNotContain(site);
        HostileTable.refused("a link that begins with `" + message + "`", answer, LISTED);
    }

    /** A message that follows right on the handshake was once dropped in one of a hundred links. */
    @Test
    void theFirstMessageIsHeardHoweverSoonItComes() throws Exception {
        for (int i = 0; i < 200; i++) {
            Wire wire = connect(token);
            wire.send("not json");
            assertThat(wire.closed()).startsWith("4400 ");
        }
    }

    @Test
    void aLinkThatNeverSaysHelloIsClosed() throws Exception {
        String answer = String.valueOf(connect(token).closed());
        assertThat(answer).startsWith("4408 ").contains("hello, and it did not come");
        HostileTable.refused("a link that says nothing", answer, LISTED);
    }

    @Test
    void anotherVersionAndMissingCodecsAreNamed() throws Exception {
        Wire old = connect(token);
        old.send(hello(99, Compressors.ids(), "i"));
        String answer = String.valueOf(old.closed());
        assertThat(answer).startsWith("4400 ").contains("speaks protocol 99");
        HostileTable.refused("an unknown protocol version", answer, LISTED);
        Wire poor = connect(token);
        poor.send(hello(WorkerMessage.PROTOCOL_VERSION, List.of("none"), "i"));
        String lacking = String.valueOf(poor.closed());
        assertThat(lacking).startsWith("4400 ").contains("cannot pack with float16");
        HostileTable.refused("a worker without the codecs", lacking, LISTED);
        assertThat(workers()).doesNotContain(site);
    }

    @Test
    void oneIdentityIsForOneProcessAndARevokedTokenEndsItsLink() throws Exception {
        Wire first = connect(token);
        first.send(hello(WorkerMessage.PROTOCOL_VERSION, Compressors.ids(), "one"));
        assertThat(first.text()).contains("welcome");
        Wire second = connect(token);
        second.send(hello(WorkerMessage.PROTOCOL_VERSION, Compressors.ids(), "two"));
        String answer = String.valueOf(second.closed());
        assertThat(answer).startsWith("4409 ").contains("connected already");
        HostileTable.refused("two workers with one identity", answer, "the first one's link");
        server.await("the first to be listed", () -> workers().contains(site));

        server.request("DELETE", "/api/v1/workers/tokens/" + site);

        assertThat(first.closed()).startsWith("4401 ");
        assertThat(workers()).doesNotContain(site);
    }

    @Test
    void nothingIsTakenOrGivenThatNoAssignmentNames() throws Exception {
        assertThat(send("GET", ARTIFACT, 0, 0, new byte[0]).statusCode()).isEqualTo(404);
        assertThat(send("GET", "/api/v1/artifacts/..%2F..%2Ftributary.mv.db", 0, 0, new byte[0])
                        .statusCode())
                .isBetween(400, 404);
        HttpResponse<String> huge = send("PATCH", ARTIFACT + "/upload", 0, 10_000_000_000L, new byte[1000]);
        assertThat(huge.statusCode()).isEqualTo(413);
        assertThat(huge.body()).contains("No assignment of hostile");
        HostileTable.refused(
                "10 GB upload without a lease", "413 No assignment asks for an artifact.", "the artifacts");
        HostileTable.refused("an artifact named ../../tributary.mv.db", "refused", "the artifacts");
        assertThat(send("GET", "/api/v1/tasks", 0, 0, new byte[0]).statusCode())
                .as("a worker may do nothing else")
                .isEqualTo(403);
    }

    private String workers() {
        return server.json("/api/v1/workers").toString();
    }

    private static String hello(int protocol, List<String> codecs, String instance) {
        return new String(
                MessageCodec.encode(new WorkerMessage.Hello(
                        protocol, "liar", 1, "cpu", "none", List.of(), List.of("sgd"), codecs, instance)),
                StandardCharsets.UTF_8);
    }

    private HttpResponse<String> send(String method, String path, long offset, long length, byte[] body)
            throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create(server.url() + path))
                        .header("Authorization", "Bearer " + token)
                        .header("Content-Type", "application/octet-stream")
                        .header("Upload-Offset", Long.toString(offset))
                        .header("Upload-Length", Long.toString(length))
                        .method(method, BodyPublishers.ofByteArray(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private Wire connect(String secret) {
        Wire wire = new Wire();
        wire.socket = http.newWebSocketBuilder()
                .header("Authorization", "Bearer " + secret)
                .buildAsync(URI.create(server.url().replaceFirst("http", "ws") + "/api/v1/workers/link"), wire)
                .join();
        return wire;
    }

    /** One end of a WebSocket that remembers what comes. */
    private static final class Wire implements WebSocket.Listener {
        private final BlockingQueue<String> texts = new LinkedBlockingQueue<>();
        private final BlockingQueue<String> ends = new LinkedBlockingQueue<>();
        private @Nullable WebSocket socket;

        void send(String text) {
            if (socket != null) {
                socket.sendText(text, true).join();
            }
        }

        @Nullable
        String text() throws InterruptedException {
            return texts.poll(1, TimeUnit.MINUTES);
        }

        @Nullable
        String closed() throws InterruptedException {
            return ends.poll(1, TimeUnit.MINUTES);
        }

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            texts.add(data.toString());
            from.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket from, int status, String reason) {
            ends.add(status + " " + reason);
            return null;
        }

        @Override
        public void onError(WebSocket from, Throwable error) {
            ends.add("error " + error);
        }
    }
}
