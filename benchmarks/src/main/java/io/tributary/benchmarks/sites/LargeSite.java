package io.tributary.benchmarks.sites;

import io.tributary.protocol.artifact.Sha256;
import io.tributary.protocol.compression.Compressors;
import io.tributary.protocol.data.ClientData;
import io.tributary.protocol.data.DataShape;
import io.tributary.protocol.data.DatasetInfo;
import io.tributary.protocol.data.Moments;
import io.tributary.protocol.message.Assignment;
import io.tributary.protocol.message.MessageCodec;
import io.tributary.protocol.message.Result;
import io.tributary.protocol.message.ServerMessage;
import io.tributary.protocol.message.Work;
import io.tributary.protocol.message.WorkerMessage;
import io.tributary.protocol.model.ModelGraph;
import io.tributary.protocol.model.Safetensors;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * A site that speaks the protocol and moves real bytes, but does not train: its models may be larger than any machine here
 * could train. Its update adds the same number to every weight, so that every weight of the next model is known.
 */
final class LargeSite implements WebSocket.Listener {
    private static final int PIECE = 256 * 1024;
    private static final int FRAME_HEADER = 16;
    private static final long EXAMPLES = 100;

    private final String server;
    private final String token;
    private final String dataset;
    private final int number;
    private final int sites;
    private final HttpClient http;
    private final ExecutorService slot = Executors.newSingleThreadExecutor();
    private final StringBuilder partial = new StringBuilder();
    private final WebSocket link;

    /** @param number of this site among so many; decides what it adds */
    LargeSite(String server, String token, String dataset, int number, int sites, HttpClient http) {
        this.server = server;
        this.token = token;
        this.dataset = dataset;
        this.number = number;
        this.sites = sites;
        this.http = http;
        this.link = http.newWebSocketBuilder()
                .header("Authorization", "Bearer " + token)
                .buildAsync(URI.create(server.replaceFirst("^http", "ws") + "/api/v1/workers/link"), this)
                .join();
        DatasetInfo info = new DatasetInfo(
                dataset,
                dataset,
                "Nothing.",
                new DataShape(1, 2, 2, 2),
                List.of("a", "b"),
                EXAMPLES,
                10,
                0,
                1,
                List.of(),
                true);
        say(new WorkerMessage.Hello(
                WorkerMessage.PROTOCOL_VERSION,
                "site",
                1,
                "none",
                "none",
                List.of(info),
                List.of("sgd"),
                Compressors.ids(),
                null,
                ModelGraph.MAX_PARAMETERS));
    }

    /** To be called every few seconds. */
    void beat() {
        say(new WorkerMessage.Heartbeat());
    }

    private synchronized void say(WorkerMessage message) {
        link.sendText(new String(MessageCodec.encode(message), StandardCharsets.UTF_8), true)
                .join();
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        partial.append(data);
        if (last) {
            ServerMessage message =
                    MessageCodec.decodeServerMessage(partial.toString().getBytes(StandardCharsets.UTF_8));
            partial.setLength(0);
            if (message instanceof ServerMessage.Assign assign) {
                slot.execute(() -> work(assign.assignment()));
            }
        }
        from.request(1);
        return null;
    }

    private void work(Assignment assignment) {
        try {
            say(new WorkerMessage.Done(assignment.id(), assignment.epoch(), result(assignment)));
        } catch (IOException e) {
            throw new IllegalStateException(dataset + " " + number + " cannot do its part", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Result result(Assignment assignment) throws IOException, InterruptedException {
        Work work = assignment.work();
        if (work instanceof Work.Summarise) {
            return new Result.Summarised(List.of(new Moments(EXAMPLES, 0, 1)), 0);
        } else if (work instanceof Work.Describe) {
            return new Result.Described(
                    List.of(new ClientData(0, EXAMPLES, List.of(EXAMPLES / 2, EXAMPLES / 2))), 10, 0);
        }
        ModelGraph graph = ModelGraph.of(assignment.spec().model(), new DataShape(1, 2, 2, 2));
        byte[] header = Safetensors.header(graph.layout()).array();
        if (work instanceof Work.Initialise) {
            return new Result.Initialised(send(new Content(header, graph.parameters(), 0)), 0);
        } else if (work instanceof Work.Train train) {
            expect(train.weights(), new Content(header, graph.parameters(), before(train.round())));
            byte[] frame = ByteBuffer.allocate(FRAME_HEADER)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .put("TRIB".getBytes(StandardCharsets.US_ASCII))
                    .put((byte) 1)
                    .put((byte) 0)
                    .putShort((short) 0)
                    .putLong(graph.parameters())
                    .array();
            Sha256 update = send(new Content(frame, graph.parameters(), change(number)));
            return new Result.Trained(update, EXAMPLES, 1, 0, 0, null);
        }
        Work.Evaluate evaluate = (Work.Evaluate) work;
        // Of a task of one round.
        expect(evaluate.weights(), new Content(header, graph.parameters(), before(2)));
        return new Result.Evaluated(10, 5, List.of(List.of(5L, 0L), List.of(0L, 5L)), 0);
    }

    /** What a site adds to every weight. */
    private static float change(int site) {
        return 0.5f + site / 64f;
    }

    /** Every weight before a round, by the rule of FedAvg with equal shares. */
    private float before(int round) {
        float weight = 0;
        float share = (float) (EXAMPLES / ((double) EXAMPLES * sites));
        for (int past = 1; past < round; past++) {
            for (int site = 0; site < sites; site++) {
                weight += share * change(site);
            }
        }
        return weight;
    }

    /** Fetches an artifact to its end and holds its hash against that of what it must be. */
    private void expect(Sha256 name, Content content) throws IOException, InterruptedException {
        if (!content.name().equals(name)) {
            throw new IOException("The model is not what the updates so far add up to");
        }
        MessageDigest digest = Sha256.digest();
        HttpResponse<InputStream> response = http.send(request(name, "").GET().build(), BodyHandlers.ofInputStream());
        try (InputStream body = new DigestInputStream(response.body(), digest)) {
            byte[] piece = new byte[PIECE];
            while (body.read(piece) >= 0) {}
        }
        if (!Sha256.of(digest).equals(name)) {
            throw new IOException(name + " answered " + response.statusCode() + " and other bytes");
        }
    }

    private Sha256 send(Content content) throws IOException, InterruptedException {
        Sha256 name = content.name();
        long offset = offset(http.send(
                request(name, "/upload").method("HEAD", BodyPublishers.noBody()).build(), BodyHandlers.ofString()));
        while (offset < content.size()) {
            offset = offset(http.send(
                    request(name, "/upload")
                            .header("Upload-Offset", Long.toString(offset))
                            .header("Upload-Length", Long.toString(content.size()))
                            .header("Content-Type", "application/octet-stream")
                            .method("PATCH", BodyPublishers.ofByteArray(content.piece(offset)))
                            .build(),
                    BodyHandlers.ofString()));
        }
        return name;
    }

    private static long offset(HttpResponse<String> response) throws IOException {
        return Long.parseLong(response.headers()
                .firstValue("Upload-Offset")
                .orElseThrow(() -> new IOException(response.statusCode() + ": " + response.body())));
    }

    private HttpRequest.Builder request(Sha256 name, String rest) {
        return HttpRequest.newBuilder(URI.create(server + "/api/v1/artifacts/" + name.hex() + rest))
                .header("Authorization", "Bearer " + token);
    }

    /** A header and as many times the same number as there are parameters; never held whole. */
    private static final class Content {
        private final byte[] header;
        private final long parameters;
        private final float each;

        Content(byte[] header, long parameters, float each) {
            this.header = header;
            this.parameters = parameters;
            this.each = each;
        }

        long size() {
            return header.length + Float.BYTES * parameters;
        }

        Sha256 name() {
            MessageDigest digest = Sha256.digest();
            for (long offset = 0; offset < size(); ) {
                byte[] piece = piece(offset);
                digest.update(piece);
                offset += piece.length;
            }
            return Sha256.of(digest);
        }

        /** Up to 256 KiB from a byte on: the header alone, or whole numbers. */
        byte[] piece(long offset) {
            if (offset < header.length) {
                return Arrays.copyOfRange(header, (int) offset, header.length);
            }
            byte[] piece = new byte[(int) Math.min(PIECE, size() - offset)];
            ByteBuffer numbers = ByteBuffer.wrap(piece).order(ByteOrder.LITTLE_ENDIAN);
            while (numbers.hasRemaining()) {
                numbers.putFloat(each);
            }
            return piece;
        }
    }
}
