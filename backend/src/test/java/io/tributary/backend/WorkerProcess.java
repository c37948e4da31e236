package io.tributary.backend;

import io.tributary.faults.FaultyLink;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A worker at a site as a process of its own, the way {@code ./run worker} starts it. */
final class WorkerProcess implements AutoCloseable {
    private final ServerProcess server;
    private final String token;
    private final Path folder;
    private final List<String> options;
    private @Nullable Process process;
    private @Nullable FaultyLink link;

    private WorkerProcess(ServerProcess server, String token, Path folder, List<String> options) {
        this.server = server;
        this.token = token;
        this.folder = folder;
        this.options = options;
    }

    /** A site with a token of its own, not started yet. */
    static WorkerProcess at(ServerProcess server, String site, Path folder, String... options) {
        JsonNode made = ServerProcess.body(
                server.post("/api/v1/workers/tokens", JsonMapper.shared().writeValueAsString(Map.of("name", site))));
        return new WorkerProcess(server, made.get("token").asString(), folder, List.of(options));
    }

    /** Reaches the server by a line that a test disturbs. */
    WorkerProcess over(FaultyLink line) {
        link = line;
        return this;
    }

    WorkerProcess start() {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> command = new ArrayList<>(ServerProcess.command(java, "-Xmx512m"));
        command.addAll(List.of("worker", "--server", link == null ? server.url() : link.url()));
        command.addAll(List.of("--state", folder.resolve("state").toString(), "--slots", "1"));
        command.addAll(options);
        try {
            Files.createDirectories(folder);
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
            builder.redirectOutput(ProcessBuilder.Redirect.appendTo(
                    folder.resolve("worker.log").toFile()));
            // Options can be seen by everyone on the machine.
            builder.environment().put("TRIBUTARY_TOKEN", token);
            builder.environment().put("OMP_NUM_THREADS", "1");
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /** As {@code kill -9}. */
    void kill() {
        Process running = process;
        if (running != null) {
            running.destroyForcibly();
            try {
                if (!running.waitFor(1, TimeUnit.MINUTES)) {
                    throw new AssertionError("The worker does not end");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError(e);
            }
        }
    }

    String log() {
        try {
            return Files.readString(folder.resolve("worker.log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        kill();
    }
}
