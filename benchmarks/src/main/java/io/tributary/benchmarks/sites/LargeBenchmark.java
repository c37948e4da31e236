package io.tributary.benchmarks.sites;

import io.tributary.protocol.artifact.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One round of a large model at a number of sites, then a download of the new model in two parts: what it takes of the
 * server's memory. Prints one row of the table of {@code benchmarks/large.sh}, which starts a server for each.
 */
public final class LargeBenchmark {
    private static final int PIECE = 256 * 1024;
    private static final Pattern HEAP =
            Pattern.compile("^jvm_memory_used_bytes\\{area=\"heap\".*} (\\S+)$", Pattern.MULTILINE);
    private static final Pattern DIRECT =
            Pattern.compile("^jvm_buffer_memory_used_bytes\\{.*id=\"direct\".*} (\\S+)$", Pattern.MULTILINE);

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String server;
    private final long pid;
    private double heap;
    private double direct;

    private LargeBenchmark(String server, long pid) {
        this.server = server;
        this.pid = pid;
    }

    /** @param arguments address and process id of the server, units of the two large layers, clients */
    public static void main(String[] arguments) throws Exception {
        new LargeBenchmark(arguments[0], Long.parseLong(arguments[1]))
                .run(Integer.parseInt(arguments[2]), Integer.parseInt(arguments[3]));
        // Threads of the sites would go on.
        Runtime.getRuntime().halt(0);
    }

    private void run(int units, int clients) throws Exception {
        List<LargeSite> sites = new ArrayList<>();
        for (int i = 0; i < clients; i++) {
            // Names in the order of their numbers: so are the clients.
            String token = post("/api/v1/workers/tokens", String.format("{\"name\":\"site-%03d\"}", i))
                    .get("token")
                    .asString();
            sites.add(new LargeSite(server, token, "large", i, clients, http));
        }
        while (get("/api/v1/workers").size() <= clients) {
            TimeUnit.MILLISECONDS.sleep(100);
        }
        long start = System.nanoTime();
        String task = post(
                        "/api/v1/tasks",
                        "{\"dataset\":\"large\",\"partition\":{\"scheme\":\"by-worker\"},\"clients\":{\"deadlineSeconds\":3600},"
                                + "\"training\":{\"rounds\":1},\"model\":{\"layers\":[{\"type\":\"flatten\"},{\"type\":\"dense\",\"units\":"
                                + units + "},{\"type\":\"dense\",\"units\":" + units + "},{\"type\":\"dense\"}]}}")
                .get("id")
                .asString();
        JsonNode now = get("/api/v1/tasks/" + task);
        for (int beat = 0;
                List.of("QUEUED", "RUNNING").contains(now.get("state").asString());
                beat++) {
            if (beat % 10 == 0) {
                sites.forEach(LargeSite::beat);
            }
            look();
            TimeUnit.MILLISECONDS.sleep(200);
            now = get("/api/v1/tasks/" + task);
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        JsonNode round = get("/api/v1/tasks/" + task + "/rounds").get(0);
        if (!now.get("state").asString().equals("COMPLETED")
                || round.get("completed").asInt() != clients) {
            throw new IOException("The task ended as " + now + " after " + round);
        }
        long size = download(task, now.get("modelSha256").asString());
        look();
        System.out.printf(
                Locale.ROOT,
                "| %.0f | %.0f | %d | %.0f | %.0f | %.0f | %.0f | %.0f | %.0f |%n",
                size / 1048576.0,
                round.get("bytesUp").asLong() / 1048576.0 / clients,
                clients,
                heap / 1048576,
                live() / 1048576,
                direct / 1048576,
                resident(),
                seconds,
                round.get("bytesUp").asLong() / 1048576.0 / round.get("seconds").asDouble());
    }

    /** In two parts, the second as one who goes on after a broken connection asks for it; checks the hash. */
    private long download(String task, String name) throws IOException, InterruptedException {
        URI uri = URI.create(server + "/api/v1/tasks/" + task + "/model");
        MessageDigest digest = Sha256.digest();
        long half = (1L << 20) + 12_345;
        long first = read(HttpRequest.newBuilder(uri).header("Range", "bytes=0-" + (half - 1)), digest, half);
        long rest = read(
                HttpRequest.newBuilder(uri)
                        .header("Range", "bytes=" + half + "-")
                        .header("If-Range", "\"" + name + "\""),
                digest,
                Long.MAX_VALUE);
        if (first != half || !Sha256.of(digest).hex().equals(name)) {
            throw new IOException("The model came in other bytes than it has");
        }
        return first + rest;
    }

    private long read(HttpRequest.Builder request, MessageDigest digest, long most)
            throws IOException, InterruptedException {
        HttpResponse<InputStream> response = http.send(request.build(), BodyHandlers.ofInputStream());
        if (response.statusCode() != 206) {
            throw new IOException("A range of the model was answered with " + response.statusCode());
        }
        long all = 0;
        try (InputStream body = response.body()) {
            byte[] piece = new byte[PIECE];
            for (int count = body.read(piece); count >= 0 && all < most; count = body.read(piece)) {
                digest.update(piece, 0, count);
                all += count;
            }
        }
        return all;
    }

    private void look() throws IOException, InterruptedException {
        String metrics = http.send(
                        HttpRequest.newBuilder(URI.create(server + "/actuator/prometheus"))
                                .build(),
                        BodyHandlers.ofString())
                .body();
        heap = Math.max(heap, sum(HEAP, metrics));
        direct = Math.max(direct, sum(DIRECT, metrics));
    }

    private static double sum(Pattern pattern, String metrics) {
        double sum = 0;
        for (Matcher matcher = pattern.matcher(metrics); matcher.find(); ) {
            sum += Double.parseDouble(matcher.group(1));
        }
        return sum;
    }

    /** Bytes of the heap in use after a collection. */
    private double live() throws IOException, InterruptedException {
        new ProcessBuilder("jcmd", Long.toString(pid), "GC.run")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
        double before = heap;
        heap = 0;
        look();
        double after = heap;
        heap = before;
        return after;
    }

    /** The most that the server has held in memory at once, in MiB, as the kernel counts it. */
    private double resident() throws IOException {
        String line = Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
                .filter(each -> each.startsWith("VmHWM:"))
                .findFirst()
                .orElseThrow();
        return Long.parseLong(line.replaceAll("\\D", "")) / 1024.0;
    }

    private JsonNode get(String path) throws IOException, InterruptedException {
        return answer(HttpRequest.newBuilder(URI.create(server + path)).build());
    }

    private JsonNode post(String path, String json) throws IOException, InterruptedException {
        return answer(HttpRequest.newBuilder(URI.create(server + path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json))
                .build());
    }

    private JsonNode answer(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
        if (response.statusCode() >= 300) {
            throw new IOException(request.uri() + " answered " + response.statusCode() + ": " + response.body());
        }
        return JsonMapper.shared().readTree(response.body());
    }
}
