package io.tributary.benchmarks.sites;

import io.tributary.protocol.compression.Compressors;
import io.tributary.protocol.message.MessageCodec;
import io.tributary.protocol.message.WorkerMessage;
import io.tributary.worker.remote.WorkerCommand;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Many real workers of one process beside a server of its own: what it costs while all are idle, and while some train; and
 * how long a heartbeat waits for its answer meanwhile. {@code benchmarks/workers.sh} starts the server and this.
 */
public final class WorkersBenchmark {
    private static final int WINDOW_SECONDS = 60;
    private static final int ROUNDS = 5;
    /** Of /proc, in a second; what Linux has told programs for ever. */
    private static final double TICKS = 100;

    private final HttpClient http = HttpClient.newHttpClient();
    private final String server;
    private final long pid;

    private WorkersBenchmark(String server, long pid) {
        this.server = server;
        this.pid = pid;
    }

    /** @param arguments address and process id of the server, workers, those that train */
    public static void main(String[] arguments) throws Exception {
        new WorkersBenchmark(arguments[0], Long.parseLong(arguments[1]))
                .run(Integer.parseInt(arguments[2]), Integer.parseInt(arguments[3]));
        // The workers would go on.
        Runtime.getRuntime().halt(0);
    }

    private void run(int workers, int active) throws Exception {
        Path folder = Files.createTempDirectory("workers");
        for (int i = 0; i < workers; i++) {
            start(folder.resolve("worker-" + i), i < active ? "active" : "idle", i);
        }
        Probe probe = new Probe(token("probe"));
        while (connected() <= workers) {
            TimeUnit.SECONDS.sleep(1);
        }
        TimeUnit.SECONDS.sleep(10);
        System.out.println("| | seconds | server CPU, % of a core | server resident, MB | heartbeat answered after, ms:"
                + " median | 99 % | longest |");
        System.out.println("|---|---|---|---|---|---|---|");
        Usage idle = new Usage();
        probe.beatUntil(() -> idle.seconds() > WINDOW_SECONDS);
        print(workers + " idle", idle, probe);

        Usage training = new Usage();
        String task = post(
                        "/api/v1/tasks",
                        "{\"dataset\":\"active\",\"model\":{\"preset\":\"logistic\"},\"partition\":{\"scheme\":\"by-worker\"},"
                                + "\"clients\":{\"count\":" + active + "},\"training\":{\"rounds\":" + ROUNDS + "}}")
                .get("id")
                .asString();
        probe.beatUntil(() -> !List.of("QUEUED", "PREPARING", "RUNNING")
                .contains(task(task).get("state").asString()));
        print(active + " of " + workers + " train", training, probe);
        JsonNode end = task(task);
        System.out.printf(
                "%s after %s rounds of %d sites, %s%n",
                end.get("state").asString(), end.get("round"), active, end.get("totals"));
    }

    private void start(Path folder, String dataset, int seed) throws Exception {
        Files.createDirectories(folder);
        Path table = folder.resolve("table.csv");
        Random random = new Random(seed);
        StringBuilder rows = new StringBuilder("a,b,c,label\n");
        for (int i = 0; i < 60; i++) {
            int label = i % 2;
            rows.append(String.format(
                    Locale.ROOT,
                    "%.3f,%.3f,%.3f,%s%n",
                    random.nextGaussian() + label,
                    random.nextGaussian() - label,
                    random.nextGaussian(),
                    label == 0 ? "no" : "yes"));
        }
        Files.writeString(table, rows);
        String token = token("site-" + seed);
        Thread worker = new Thread(
                () -> WorkerCommand.run(
                        "--server",
                        server,
                        "--token",
                        token,
                        "--slots",
                        "1",
                        "--state",
                        folder.resolve("state").toString(),
                        "--data",
                        dataset + "=" + table + ",label=label"),
                "site-" + seed);
        worker.setDaemon(true);
        worker.start();
    }

    private String token(String name) throws IOException, InterruptedException {
        return post("/api/v1/workers/tokens", "{\"name\":\"" + name + "\"}")
                .get("token")
                .asString();
    }

    private int connected() throws IOException, InterruptedException {
        return get("/api/v1/workers").size();
    }

    private JsonNode task(String id) {
        try {
            return get("/api/v1/tasks/" + id);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
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
        HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() >= 300) {
            throw new IOException(request.uri() + " answered " + response.statusCode() + ": " + response.body());
        }
        return JsonMapper.shared().readTree(response.body());
    }

    private static void print(String what, Usage usage, Probe probe) throws IOException {
        double[] waits = probe.take();
        System.out.printf(
                Locale.ROOT,
                "| %s | %.0f | %.1f | %.0f | %.1f | %.1f | %.1f |%n",
                what,
                usage.seconds(),
                100 * usage.cpuSeconds() / usage.seconds(),
                usage.residentMegabytes(),
                waits[waits.length / 2],
                waits[(int) (0.99 * waits.length)],
                waits[waits.length - 1]);
    }

    /** Of the server since this was made, as the kernel counts it. */
    private final class Usage {
        private final long start = System.nanoTime();
        private final double before = cpu();

        double seconds() {
            return (System.nanoTime() - start) / 1e9;
        }

        double cpuSeconds() {
            return cpu() - before;
        }

        double residentMegabytes() throws IOException {
            String line = Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
                    .filter(each -> each.startsWith("VmRSS:"))
                    .findFirst()
                    .orElseThrow();
            return Long.parseLong(line.replaceAll("\\D", "")) / 1024.0;
        }

        private double cpu() {
            try {
                String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
                String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
                return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS;
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** One more worker, which does nothing but heartbeats and takes the time. */
    private final class Probe implements WebSocket.Listener {
        private final Semaphore answers = new Semaphore(0);
        private final WebSocket link;
        private double[] waits = new double[0];

        Probe(String token) {
            link = http.newWebSocketBuilder()
                    .header("Authorization", "Bearer " + token)
                    .buildAsync(URI.create(server.replaceFirst("^http", "ws") + "/api/v1/workers/link"), this)
                    .join();
            say(new WorkerMessage.Hello(
                    WorkerMessage.PROTOCOL_VERSION,
                    "probe",
                    1,
                    "cpu",
                    "none",
                    List.of(),
                    List.of("sgd"),
                    Compressors.ids(),
                    null));
            answers.acquireUninterruptibly();
        }

        private void say(WorkerMessage message) {
            link.sendText(new String(MessageCodec.encode(message), StandardCharsets.UTF_8), true)
                    .join();
        }

        void beatUntil(BooleanSupplier over) throws InterruptedException {
            while (!over.getAsBoolean()) {
                long start = System.nanoTime();
                say(new WorkerMessage.Heartbeat());
                answers.acquire();
                waits = Arrays.copyOf(waits, waits.length + 1);
                waits[waits.length - 1] = (System.nanoTime() - start) / 1e6;
                TimeUnit.MILLISECONDS.sleep(100);
            }
        }

        /** Milliseconds, ascending; begins anew. */
        double[] take() {
            double[] taken = waits;
            waits = new double[0];
            Arrays.sort(taken);
            return taken;
        }

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            if (last) {
                answers.release();
            }
            from.request(1);
            return null;
        }
    }
}
