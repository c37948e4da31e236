package io.tributary.worker.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.tributary.protocol.artifact.Sha256;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a bad link does to artifacts on their way, and that they arrive whole. */
class ArtifactTransferTest {
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    @TempDir
    private Path folder;

    private final byte[] content = new byte[700_000];
    private final Sha256 name = hash();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final CountDownLatch over = new CountDownLatch(1);
    private HttpServer server;
    private SiteStore store;
    private ArtifactTransfer transfer;

    /** How one request for the artifact is answered. */
    private interface Behaviour {
        void answer(HttpExchange exchange, int from) throws IOException, InterruptedException;
    }

    private Sha256 hash() {
        new Random(1).nextBytes(content);
        var digest = Sha256.digest();
        digest.update(content);
        return Sha256.of(digest);
    }

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool());
        URI root = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        transfer = new ArtifactTransfer(
                new Servers(List.of(root)), "token", HttpClient.newHttpClient(), new Backoff(), PATIENCE);
        store = new SiteStore(folder.resolve("artifacts"), folder.resolve("downloads"), 1 << 30, transfer);
        server.start();
    }

    @AfterEach
    void stop() {
        over.countDown();
        server.stop(0);
    }

    private void answer(List<Behaviour> behaviours) {
        server.createContext("/", exchange -> {
            String range = exchange.getRequestHeaders().getFirst("Range");
            Behaviour next = behaviours.get(Math.min(requests.size(), behaviours.size() - 1));
            requests.add(String.valueOf(range));
            try {
                next.answer(exchange, Integer.parseInt(range.replaceAll("[^0-9]", "")));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private void begin(HttpExchange exchange, int from) throws IOException {
        exchange.getResponseHeaders()
                .set("Content-Range", "bytes " + from + "-" + (content.length - 1) + "/" + content.length);
        exchange.sendResponseHeaders(206, content.length - from);
    }

    private void whole(HttpExchange exchange, int from) throws IOException {
        begin(exchange, from);
        exchange.getResponseBody().write(content, from, content.length - from);
        exchange.close();
    }

    /** Half of it, then nothing, and the connection stays open. */
    private void halfOpen(HttpExchange exchange, int from) throws IOException, InterruptedException {
        begin(exchange, from);
        exchange.getResponseBody().write(content, from, content.length / 2);
        exchange.getResponseBody().flush();
        over.await();
    }

    private void damaged(HttpExchange exchange, int from) throws IOException {
        begin(exchange, from);
        byte[] copy = content.clone();
        copy[copy.length / 3] ^= 1;
        exchange.getResponseBody().write(copy, from, copy.length - from);
        exchange.close();
    }

    private byte[] read() throws IOException {
        try (SeekableByteChannel channel = store.open(name)) {
            return Channels.newInputStream(channel).readAllBytes();
        }
    }

    @Test
    void aDownloadThatHangsHalfOpenGoesOnWhereItStopped() throws IOException {
        answer(List.of(this::halfOpen, this::whole));
        assertThat(read()).isEqualTo(content);
        assertThat(requests).containsExactly("bytes=0-", "bytes=" + content.length / 2 + "-");
    }

    @Test
    void whatWasDamagedOnItsWayIsFetchedAgain() throws IOException {
        answer(List.of(this::damaged, this::whole));
        assertThat(read()).isEqualTo(content);
        assertThat(requests).containsExactly("bytes=0-", "bytes=0-");
    }

    @Test
    void whatIsDamagedEachTimeIsGivenUpWithTheReason() {
        answer(List.of(this::damaged));
        assertThatThrownBy(this::read).isInstanceOf(IOException.class).hasMessageContaining("damaged each time");
        assertThat(requests).hasSizeGreaterThanOrEqualTo(5);
        assertThat(store.contains(name)).isFalse();
    }

    @Test
    void piecesBecomeSmallerOnALinkThatIsTooSlowForThem() throws IOException {
        List<Integer> pieces = new CopyOnWriteArrayList<>();
        server.createContext("/", exchange -> {
            int offset = pieces.stream()
                    .filter(size -> size <= 64 * 1024)
                    .mapToInt(size -> size)
                    .sum();
            if (exchange.getRequestMethod().equals("PATCH")) {
                int size = exchange.getRequestBody().readAllBytes().length;
                pieces.add(size);
                if (size > 64 * 1024) {
                    awaitEnd();
                }
                offset += size;
            }
            exchange.getResponseHeaders().set("Upload-Offset", Integer.toString(offset));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        Path file = Files.write(folder.resolve("update"), content);
        try (SeekableByteChannel channel = Files.newByteChannel(file)) {
            transfer.send(name, channel, () -> true);
        }
        assertThat(pieces).startsWith(256 * 1024, 128 * 1024, 64 * 1024);
        assertThat(pieces.stream()
                        .filter(size -> size <= 64 * 1024)
                        .mapToInt(size -> size)
                        .sum())
                .isEqualTo(content.length);
    }

    /** What a server that was killed after the last byte had not made an artifact yet. */
    @Test
    void anUploadIsFinishedThatIsThereAlready() throws IOException {
        List<String> patches = new CopyOnWriteArrayList<>();
        server.createContext("/", exchange -> {
            if (exchange.getRequestMethod().equals("PATCH")) {
                patches.add(exchange.getRequestHeaders().getFirst("Upload-Offset") + "+"
                        + exchange.getRequestBody().readAllBytes().length);
            }
            exchange.getResponseHeaders().set("Upload-Offset", Integer.toString(content.length));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        Path file = Files.write(folder.resolve("update"), content);
        try (SeekableByteChannel channel = Files.newByteChannel(file)) {
            transfer.send(name, channel, () -> true);
        }
        assertThat(patches).containsExactly(content.length + "+0");
    }

    private void awaitEnd() {
        try {
            over.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
