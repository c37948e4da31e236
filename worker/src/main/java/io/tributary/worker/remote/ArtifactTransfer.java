package io.tributary.worker.remote;

import io.tributary.protocol.artifact.Disk;
import io.tributary.protocol.artifact.Sha256;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Artifacts over HTTP, in pieces: what was broken off goes on where it stopped. A broken connection is tried again; what the
 * server refuses is not.
 */
final class ArtifactTransfer {
    private static final Logger LOG = LoggerFactory.getLogger(ArtifactTransfer.class);
    private static final int PIECE = 256 * 1024;
    /** On a link so slow that a piece takes longer than the patience, pieces become smaller down to this. */
    private static final int SMALLEST_PIECE = 8 * 1024;

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Servers servers;
    private final String token;
    private final HttpClient http;
    private final Backoff backoff;
    private final Duration patience;
    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "transfer-watch");
        thread.setDaemon(true);
        return thread;
    });

    /** @param servers the servers to choose from */
    ArtifactTransfer(Servers servers, String token, HttpClient http, Backoff backoff) {
        this(servers, token, http, backoff, PATIENCE);
    }

    /** @param patience how long no byte may move before a connection is given up */
    ArtifactTransfer(Servers servers, String token, HttpClient http, Backoff backoff, Duration patience) {
        this.servers = servers;
        this.token = token;
        this.http = http;
        this.backoff = backoff;
        this.patience = patience;
    }

    /** The server does not want it, or does not have it; asking again would not help. */
    static final class RefusedException extends IOException {
        private static final long serialVersionUID = 1;

        RefusedException(String what) {
            super(what);
        }
    }

    /**
     * Brings an artifact into a file, which may hold the beginning of it.
     *
     * @param disk below the file
     * @throws NoSuchFileException where the server has no such artifact for this worker
     * @throws io.tributary.protocol.artifact.DiskFullException where there is no room for it
     */
    void fetch(Sha256 name, Path file, Disk disk) throws IOException {
        Backoff.Attempts attempts = backoff.begin();
        while (true) {
            try {
                fetchOn(name, file);
                return;
            } catch (RefusedException e) {
                throw new NoSuchFileException(name.hex(), null, e.getMessage());
            } catch (IOException e) {
                // Waiting for room in silence would look like training; the server is told instead.
                disk.ensure(PIECE);
                attempts.failed("Fetching weights", e);
            }
        }
    }

    private void fetchOn(Sha256 name, Path file) throws IOException {
        long here = Files.exists(file) ? Files.size(file) : 0;
        HttpRequest request = request(name, "")
                .timeout(patience)
                .header("Range", "bytes=" + here + "-")
                .GET()
                .build();
        HttpResponse<InputStream> response = send(request, BodyHandlers.ofInputStream());
        try (InputStream body = response.body()) {
            if (response.statusCode() == 400 && here > 0) {
                // Longer than the artifact: something else, or complete already; its hash will tell.
                return;
            }
            check(response);
            try (var out = Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
                copy(body, out);
            }
        }
        long whole = Long.parseLong(
                response.headers().firstValue("Content-Range").orElse("/0").split("/", 2)[1]);
        if (Files.size(file) < whole) {
            throw new EOFException("the connection ended early");
        }
    }

    /** However long it takes, as long as bytes come: a link that hangs half-open would hold the slot for ever. */
    private void copy(InputStream body, OutputStream out) throws IOException {
        AtomicLong lastByte = new AtomicLong(System.nanoTime());
        Runnable look = () -> {
            if (System.nanoTime() - lastByte.get() >= patience.toNanos()) {
                hangUp(body);
            }
        };
        long often = Math.max(1, patience.toMillis() / 4);
        ScheduledFuture<?> looking = watch.scheduleWithFixedDelay(look, often, often, TimeUnit.MILLISECONDS);
        try {
            byte[] buffer = new byte[PIECE];
            int count = body.read(buffer);
            while (count >= 0) {
                out.write(buffer, 0, count);
                lastByte.set(System.nanoTime());
                count = body.read(buffer);
            }
        } finally {
            looking.cancel(false);
        }
    }

    /** The reader is told that the stream has ended; the size will say that it is not whole. */
    private static void hangUp(InputStream body) {
        try {
            body.close();
        } catch (IOException e) {
            LOG.debug("A connection that hangs cannot be closed", e);
        }
    }

    /**
     * Sends what the server does not have yet of an artifact.
     *
     * @param content the whole of it
     * @param wanted asked before each new attempt; where it says no, this gives up
     * @throws RefusedException where the server does not take it
     */
    void send(Sha256 name, SeekableByteChannel content, Backoff.Wanted wanted) throws IOException {
        Backoff.Attempts attempts = backoff.begin();
        int piece = PIECE;
        while (true) {
            try {
                sendOn(name, content, piece);
                return;
            } catch (RefusedException e) {
                throw e;
            } catch (IOException e) {
                if (!wanted.still()) {
                    throw e;
                }
                if (e instanceof HttpTimeoutException) {
                    piece = Math.max(SMALLEST_PIECE, piece / 2);
                }
                attempts.failed("Sending an update", e);
            }
        }
    }

    private void sendOn(Sha256 name, SeekableByteChannel content, int pieceSize) throws IOException {
        long size = content.size();
        long offset = offset(send(
                request(name, "/upload")
                        .timeout(patience)
                        .method("HEAD", BodyPublishers.noBody())
                        .build(),
                BodyHandlers.discarding()));
        ByteBuffer piece = ByteBuffer.allocate(pieceSize);
        // Also where all bytes are there already, with a piece of none: a server that was killed after the last one has
        // not made
        // them an artifact.
        do {
            content.position(offset);
            while (piece.hasRemaining() && content.read(piece) >= 0) {}
            HttpRequest request = request(name, "/upload")
                    .timeout(patience)
                    .header("Upload-Offset", Long.toString(offset))
                    .header("Upload-Length", Long.toString(size))
                    .header("Content-Type", "application/octet-stream")
                    .method("PATCH", BodyPublishers.ofByteArray(Arrays.copyOf(piece.array(), piece.position())))
                    .build();
            offset = offset(send(request, BodyHandlers.ofString()));
            piece.clear();
        } while (offset < size);
    }

    private static long offset(HttpResponse<?> response) throws IOException {
        check(response);
        return Long.parseLong(response.headers()
                .firstValue("Upload-Offset")
                .orElseThrow(() -> new IOException("the server did not say how far the upload is")));
    }

    private static void check(HttpResponse<?> response) throws IOException {
        int status = response.statusCode();
        if (status / 100 == 2) {
            return;
        }
        String what = "the server answered " + status + (response.body() instanceof String text ? ": " + text : "");
        // Conflicts and full disks pass; other requests that are wrong now stay wrong.
        boolean passes = status / 100 == 5 || status == 409 || status == 429 || status == 408;
        throw passes ? new IOException(what) : new RefusedException(what);
    }

    private HttpRequest.Builder request(Sha256 name, String rest) {
        return HttpRequest.newBuilder(servers.current().resolve("/api/v1/artifacts/" + name.hex() + rest))
                .header("Authorization", "Bearer " + token);
    }

    private <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> body) throws IOException {
        try {
            return http.send(request, body);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the worker is shutting down");
        }
    }
}
