package io.tributary.backend;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContextInitializer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The packaged server as a process of its own, the way {@code ./run} starts it, and a client for it. */
final class ServerProcess implements AutoCloseable {
    private static final Duration START = Duration.ofMinutes(3);
    /** The exit value after {@code kill -9}: 128 and the number of the signal. */
    private static final int KILLED = 137;

    private static final Path APP = Path.of("target/app").toAbsolutePath();

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private static final AtomicInteger NUMBERS = new AtomicInteger();

    private final Path data;
    private final Path log;
    private final Map<String, String> environment = new LinkedHashMap<>();
    private HttpClient http = HttpClient.newHttpClient();
    private String scheme = "http";
    private String java =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();
    private @Nullable Path script;
    private @Nullable Path beside;
    private @Nullable Path workingFolder;
    private int port;
    private @Nullable Process process;

    /**
     * @param data folder of its artifacts, and of its database where {@link TestDatabase} has no other; two servers share both by
     *     naming the same
     */
    ServerProcess(Path data) {
        this.data = data;
        this.log = data.resolve("server-" + NUMBERS.incrementAndGet() + ".log");
        environment.putAll(TestDatabase.environment(data));
    }

    ServerProcess with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    ServerProcess on(Path javaHome) {
        java = javaHome.resolve("bin/java").toString();
        return this;
    }

    /** Speaks TLS, whose other side is to be known to the context. */
    ServerProcess over(SSLContext tls) {
        scheme = "https";
        http = HttpClient.newBuilder().sslContext(tls).build();
        return this;
    }

    /** By a script that replaces itself with the server, called from another folder. */
    ServerProcess startedBy(Path newScript, Path from) {
        script = newScript;
        workingFolder = from;
        return this;
    }

    /**
     * Puts a class where the packaged server finds it and lets it look at each bean.
     *
     * @param classes folder for copies of nothing but that
     */
    ServerProcess beside(Path classes, Class<? extends ApplicationContextInitializer<?>> type) throws IOException {
        String name = type.getName().replace('.', '/');
        Path to = classes.resolve(name + ".class");
        Files.createDirectories(to.getParent());
        Files.copy(Path.of("target", "test-classes", name + ".class"), to);
        Path factories = classes.resolve("META-INF/spring.factories");
        Files.createDirectories(factories.getParent());
        Files.writeString(factories, ApplicationContextInitializer.class.getName() + "=" + type.getName() + "\n");
        beside = classes;
        return this;
    }

    /** Starts it and waits until it leads. May be called again after {@link #kill}, and is at the same address then. */
    ServerProcess start() {
        launch();
        awaitHealthy();
        return this;
    }

    /** Waits until it leads. */
    void awaitHealthy() {
        awaitHealth("UP");
    }

    /** Waits until it says so of itself: UP, or STANDBY while another server leads. */
    ServerProcess awaitHealth(String status) {
        await(START, "the server to be " + status, () -> status.equals(health()));
        return this;
    }

    /** Starts it and waits for nothing. */
    void launch() {
        try {
            Files.createDirectories(data);
            port = port == 0 ? freePort() : port;
            ProcessBuilder builder = new ProcessBuilder(command()).redirectErrorStream(true);
            builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
            if (workingFolder != null) {
                builder.directory(workingFolder.toFile());
            }
            builder.environment().put("TRIBUTARY_DATA", data.toString());
            builder.environment().putAll(environment);
            builder.environment().put("PORT", Integer.toString(port));
            builder.environment().put("OMP_NUM_THREADS", "1");
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until it has been ended by {@code kill -9}. */
    void awaitKilled() {
        awaitExit(KILLED);
    }

    /** Waits until it has ended by itself. */
    void awaitExit(int value) {
        Process running = Objects.requireNonNull(process);
        await(PATIENCE, "the server to end", () -> !running.isAlive());
        if (running.exitValue() != value) {
            throw new AssertionError("The server ended with " + running.exitValue() + ":\n" + log());
        }
    }

    private List<String> command() {
        if (script != null) {
            return List.of(script.toString());
        }
        List<String> command = new ArrayList<>(command(java, "-Xmx1g"));
        if (beside != null) {
            // After the product's own classes, or their archive would not be theirs any more.
            command.subList(command.size() - 2, command.size()).clear();
            command.addAll(List.of(
                    "-cp",
                    APP.resolve("tributary.jar") + File.pathSeparator + beside,
                    TributaryApplication.class.getName()));
        }
        return command;
    }

    /** The packaged product on a Java, as {@code ./run} has it. */
    static List<String> command(String java, String heap) {
        if (!Files.exists(APP.resolve("tributary.jar"))) {
            throw new AssertionError("No packaged server in " + APP + "; run the package phase first");
        }
        return List.of(
                java,
                heap,
                "@" + APP.resolve("java.options"),
                "-XX:SharedArchiveFile=" + APP.resolve("tributary.jsa"),
                "-jar",
                APP.resolve("tributary.jar").toString());
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private String health() {
        if (process != null && !process.isAlive()) {
            throw new AssertionError("The server ended with " + process.exitValue() + ":\n" + log());
        }
        try {
            return json("/actuator/health").path("status").asString("");
        } catch (UncheckedIOException notYet) {
            return "";
        }
    }

    /** As {@code kill -9}: no shutdown hook runs. */
    void kill() {
        Process running = process;
        if (running != null) {
            running.destroyForcibly();
            await(Duration.ofMinutes(1), "the process to end", () -> !running.isAlive());
        }
    }

    /** Holds it still, as a machine that hangs: its connections stay open and nothing comes. */
    ServerProcess freeze() {
        return signal("STOP");
    }

    /** Lets it go on after {@link #freeze}. */
    ServerProcess thaw() {
        return signal("CONT");
    }

    private ServerProcess signal(String name) {
        try {
            int exit = new ProcessBuilder("kill", "-" + name, Long.toString(pid()))
                    .inheritIO()
                    .start()
                    .waitFor();
            if (exit != 0) {
                throw new AssertionError("kill -" + name + " ended with " + exit);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
        return this;
    }

    @Override
    public void close() {
        kill();
    }

    long pid() {
        return process == null ? -1 : process.pid();
    }

    String url() {
        return scheme + "://127.0.0.1:" + port;
    }

    int port() {
        return port;
    }

    private URI uri(String path) {
        return URI.create(url() + path);
    }

    String log() {
        try {
            return Files.exists(log) ? Files.readString(log) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the log says of something. */
    String lines(String about) {
        return log().lines().filter(line -> line.contains(about)).collect(Collectors.joining("\n"));
    }

    HttpResponse<byte[]> send(HttpRequest request) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    HttpResponse<byte[]> get(String path) {
        return send(HttpRequest.newBuilder(uri(path)).build());
    }

    HttpResponse<byte[]> post(String path, String json) {
        return send(HttpRequest.newBuilder(uri(path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json))
                .build());
    }

    HttpResponse<byte[]> request(String method, String path) {
        return send(HttpRequest.newBuilder(uri(path))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build());
    }

    JsonNode json(String path) {
        return body(get(path));
    }

    static JsonNode body(HttpResponse<byte[]> response) {
        return JsonMapper.shared().readTree(response.body());
    }

    /**
     * Starts a task.
     *
     * @return its id
     */
    String submit(String spec) {
        HttpResponse<byte[]> response = post("/api/v1/tasks", spec);
        if (response.statusCode() != 201) {
            throw new AssertionError("Not created: " + new String(response.body(), StandardCharsets.UTF_8));
        }
        return body(response).get("id").asString();
    }

    JsonNode task(String id) {
        return json("/api/v1/tasks/" + id);
    }

    /** When a task's rounds have begun, also those that were begun again. */
    List<Instant> roundStarts(String id) {
        return times(id, "round-started");
    }

    /** When a task's rounds were committed. */
    List<Instant> commits(String id) {
        return times(id, "round");
    }

    private List<Instant> times(String id, String type) {
        List<Instant> starts = new ArrayList<>();
        long seen = 0;
        JsonNode page;
        do {
            page = json("/api/v1/tasks/" + id + "/events?after=" + seen);
            for (JsonNode event : page) {
                seen = event.get("id").asLong();
                if (event.get("type").asString().equals(type)) {
                    starts.add(Instant.parse(event.get("at").asString()));
                }
            }
        } while (!page.isEmpty());
        return starts;
    }

    /** Seconds that its processes took until each said that it had started. */
    List<Double> secondsToStart() {
        return Pattern.compile("process running for ([0-9.]+)\\)")
                .matcher(log())
                .results()
                .map(found -> Double.valueOf(found.group(1)))
                .toList();
    }

    /** Waits until a task fulfils a condition. */
    JsonNode awaitTask(String id, String what, Predicate<JsonNode> condition) {
        await(PATIENCE, what, () -> condition.test(task(id)));
        return task(id);
    }

    /** Waits until a task has completed; fails at once if it ends otherwise. */
    JsonNode awaitCompleted(String id) {
        return awaitTask(id, "the task to complete", task -> {
            String state = task.get("state").asString();
            if (state.equals("FAILED") || state.equals("CANCELLED")) {
                throw new AssertionError("The task is " + state + ": " + task + "\n" + log());
            }
            return state.equals("COMPLETED");
        });
    }

    /**
     * Starts a study.
     *
     * @return its id
     */
    String search(String spec) {
        HttpResponse<byte[]> response = post("/api/v1/studies", spec);
        if (response.statusCode() != 201) {
            throw new AssertionError("Not created: " + new String(response.body(), StandardCharsets.UTF_8));
        }
        return body(response).get("id").asString();
    }

    /** Waits until a study fulfils a condition. */
    JsonNode awaitStudy(String id, String what, Predicate<JsonNode> condition) {
        String path = "/api/v1/studies/" + id;
        await(PATIENCE, what, () -> condition.test(json(path)));
        return json(path);
    }

    /** Waits until a study has completed; fails at once if it ends otherwise. */
    JsonNode awaitSearched(String id) {
        return awaitStudy(id, "the study to complete", study -> {
            String state = study.get("state").asString();
            if (state.equals("FAILED") || state.equals("CANCELLED")) {
                throw new AssertionError("The study is " + state + ": " + study + "\n" + log());
            }
            return state.equals("COMPLETED");
        });
    }

    /**
     * Trains from a spec to the end.
     *
     * @return the final model's hash
     */
    String train(String spec) {
        return awaitCompleted(submit(spec)).get("modelSha256").asString();
    }

    /** Waits until something comes true. */
    void await(String what, BooleanSupplier condition) {
        await(PATIENCE, what, condition);
    }

    private void await(Duration patience, String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("Waited in vain for " + what + "\n" + log());
            }
            try {
                // Looks again soon; what ends the wait is the condition.
                TimeUnit.MILLISECONDS.sleep(50);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError(e);
            }
        }
    }
}
