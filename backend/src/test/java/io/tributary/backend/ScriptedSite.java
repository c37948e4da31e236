package io.tributary.backend;

import io.tributary.protocol.artifact.Sha256;
import io.tributary.protocol.compression.Compressor;
import io.tributary.protocol.compression.Compressors;
import io.tributary.protocol.data.ClientData;
import io.tributary.protocol.data.Column;
import io.tributary.protocol.data.DataShape;
import io.tributary.protocol.data.DatasetInfo;
import io.tributary.protocol.data.Moments;
import io.tributary.protocol.error.ErrorCode;
import io.tributary.protocol.message.Assignment;
import io.tributary.protocol.message.MessageCodec;
import io.tributary.protocol.message.Result;
import io.tributary.protocol.message.ServerMessage;
import io.tributary.protocol.message.Work;
import io.tributary.protocol.message.WorkerMessage;
import io.tributary.protocol.model.ModelGraph;
import io.tributary.protocol.model.Safetensors;
import io.tributary.protocol.seed.Purpose;
import io.tributary.protocol.seed.Seeds;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A site that speaks the real protocol over the real doors and leaves what it answers to training to a test, which may lie. It claims a
 * table of 100 rows.
 */
final class ScriptedSite implements WebSocket.Listener, AutoCloseable {
    static final int ROWS = 100;
    private static final long TESTS = 20;
    private static final List<Column> COLUMNS = List.of(
            new Column("age", Column.Kind.NUMERIC, List.of()), new Column("weight", Column.Kind.NUMERIC, List.of()));
    private static final List<String> LABELS = List.of("healthy", "ill");

    /** What a site does when it is asked to train. */
    interface Training {
        void train(ScriptedSite site, Assignment assignment) throws IOException, InterruptedException;
    }

    private final ServerProcess server;
    private final String token;
    private final HttpClient http = HttpClient.newHttpClient();
    private final WebSocket socket;
    private final StringBuilder partial = new StringBuilder();
    private final BlockingQueue<String> ends = new LinkedBlockingQueue<>();
    private final ExecutorService hands = Executors.newSingleThreadExecutor();
    private final ScheduledExecutorService heart = Executors.newSingleThreadScheduledExecutor();
    private volatile Training training = (site, assignment) -> site.complete(assignment, 0.5f, ROWS);

    ScriptedSite(ServerProcess server, String token, String dataset) {
        this.server = server;
        this.token = token;
        socket = http.newWebSocketBuilder()
                .header("Authorization", "Bearer " + token)
                .buildAsync(URI.create(server.url().replaceFirst("^http", "ws") + "/api/v1/workers/link"), this)
                .join();
        DatasetInfo data = new DatasetInfo(
                dataset,
                dataset,
                "Rows.",
                DataShape.ofTable(COLUMNS, LABELS),
                LABELS,
                ROWS,
                TESTS,
                0,
                1,
                COLUMNS,
                true);
        say(new WorkerMessage.Hello(
                WorkerMessage.PROTOCOL_VERSION,
                "any",
                1,
                "cpu",
                "none",
                List.of(data),
                List.of("sgd"),
                Compressors.ids(),
                "one"));
        var unused = heart.scheduleWithFixedDelay(() -> say(new WorkerMessage.Heartbeat()), 1, 1, TimeUnit.SECONDS);
    }

    /** From now on. */
    void trainBy(Training how) {
        training = how;
    }

    /** One after the other: a WebSocket takes no second message before it has sent the first. */
    synchronized void say(WorkerMessage message) {
        socket.sendText(new String(MessageCodec.encode(message), StandardCharsets.UTF_8), true)
                .join();
    }

    void answer(Assignment assignment, Result result) {
        say(new WorkerMessage.Done(assignment.id(), assignment.epoch(), result));
    }

    void fail(Assignment assignment) {
        say(new WorkerMessage.Failed(assignment.id(), assignment.epoch(), ErrorCode.TRAINING_FAILED, "No."));
    }

    /** An honest update in which every number is the same. */
    void complete(Assignment assignment, float each, long examples) throws IOException, InterruptedException {
        send(assignment, update(assignment, parameters(assignment), each), examples);
    }

    /** Sends bytes as an update. */
    void send(Assignment assignment, byte[] update, long examples) throws IOException, InterruptedException {
        answer(assignment, new Result.Trained(upload(update), examples, 1.0, 0.25, 0, null));
    }

    static byte[] update(Assignment assignment, long parameters, float each) {
        return bytes(Compressors.of(assignment.spec().compression().uplink()), parameters, each);
    }

    static byte[] bytes(Compressor compressor, long parameters, float each) {
        return joined(compressor.encode(floats(parameters, each), Seeds.generator(1, Purpose.COMPRESSION, 0, 0)));
    }

    static long parameters(Assignment assignment) {
        return graph(assignment).parameters();
    }

    private static ModelGraph graph(Assignment assignment) {
        return ModelGraph.of(assignment.spec().model(), DataShape.ofTable(COLUMNS, LABELS));
    }

    private static ByteBuffer floats(long count, float each) {
        ByteBuffer buffer = ByteBuffer.allocate((int) (4 * count)).order(ByteOrder.LITTLE_ENDIAN);
        while (buffer.hasRemaining()) {
            buffer.putFloat(each);
        }
        return buffer.flip();
    }

    private static byte[] joined(ByteBuffer... parts) {
        int size = 0;
        for (ByteBuffer part : parts) {
            size += part.remaining();
        }
        ByteBuffer whole = ByteBuffer.allocate(size);
        for (ByteBuffer part : parts) {
            whole.put(part);
        }
        return whole.array();
    }

    static Sha256 hash(byte[] bytes) {
        var digest = Sha256.digest();
        digest.update(bytes);
        return Sha256.of(digest);
    }

    Sha256 upload(byte[] bytes) throws IOException, InterruptedException {
        Sha256 name = hash(bytes);
        HttpResponse<String> response = patch(name, bytes.length, bytes);
        if (response.statusCode() != 204 && response.statusCode() != 409) {
            throw new AssertionError(response.statusCode() + " " + response.body());
        }
        return name;
    }

    /** The first piece of an upload. */
    HttpResponse<String> patch(Sha256 name, long length, byte[] piece) throws IOException, InterruptedException {
        return http.send(
                request("/api/v1/artifacts/" + name.hex() + "/upload")
                        .header("Content-Type", "application/octet-stream")
                        .header("Upload-Offset", "0")
                        .header("Upload-Length", Long.toString(length))
                        .method("PATCH", BodyPublishers.ofByteArray(piece))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> fetch(String name) throws IOException, InterruptedException {
        return http.send(request("/api/v1/artifacts/" + name).GET().build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(server.url() + path)).header("Authorization", "Bearer " + token);
    }

    /** The code and the reason with which its link was closed. */
    @Nullable
    String closed() throws InterruptedException {
        return ends.poll(1, TimeUnit.MINUTES);
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        partial.append(data);
        if (last) {
            ServerMessage message =
                    MessageCodec.decodeServerMessage(partial.toString().getBytes(StandardCharsets.UTF_8));
            partial.setLength(0);
            if (message instanceof ServerMessage.Assign assign) {
                hands.execute(() -> work(assign.assignment()));
            }
        }
        from.request(1);
        return null;
    }

    private void work(Assignment assignment) {
        try {
            Work work = assignment.work();
            if (work instanceof Work.Summarise) {
                Moments moments = new Moments(ROWS, 0, ROWS);
                answer(assignment, new Result.Summarised(List.of(moments, moments), 0.01));
            } else if (work instanceof Work.Describe) {
                answer(
                        assignment,
                        new Result.Described(
                                List.of(new ClientData(0, ROWS, List.of(ROWS / 2L, ROWS / 2L))), TESTS, 0.01));
            } else if (work instanceof Work.Initialise) {
                ModelGraph graph = graph(assignment);
                Sha256 weights = upload(joined(Safetensors.header(graph.layout()), floats(graph.parameters(), 0)));
                answer(assignment, new Result.Initialised(weights, 0.01));
            } else if (work instanceof Work.Evaluate evaluate) {
                long examples = evaluate.to() - evaluate.from();
                answer(
                        assignment,
                        new Result.Evaluated(examples, 5.0, List.of(List.of(examples, 0L), List.of(0L, 0L)), 0.01));
            } else {
                training.train(this, assignment);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
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

    @Override
    public void close() {
        socket.abort();
        hands.shutdownNow();
        heart.shutdownNow();
    }
}
