package io.tributary.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tributary.faults.JumpingClock;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * What may befall the server's surroundings while a task runs: its database is restarted, its disk is full, its clock is set. The
 * task ends with the model of an undisturbed one.
 */
class ServerFaultsIT {
    private static final String DATABASE = "database restart, PostgreSQL 3 s away";
    private static final String DISK = "disk full, the task pauses and looks again after 30 s";
    private static final String CLOCK = "clock jump, a day on and two back";

    private static final int ROUNDS = 8;
    private static final String SPEC = """
            {"name": "%s", "model": {"preset": "logistic"}, "clients": {"count": 100, "fraction": 0.1}, "training": {"rounds": 8}}
            """;

    /** Rows that wait for something take their time; so many of them are enough. */
    private static final int MOST = 5;

    private static final long DATABASE_AWAY_MILLIS = 3000;
    private static final long RESERVE = 100_000_000;

    @TempDir
    private Path folder;

    private int tasks;

    @Test
    void theDatabaseIsRestarted() throws Exception {
        FaultTable.skipIfThere(DATABASE);
        int port = freePort();
        EmbeddedPostgres postgres = postgres(port);
        try (ServerProcess server = new ServerProcess(folder.resolve("server"))
                .with("TRIBUTARY_DATABASE_URL", postgres.getJdbcUrl("postgres", "postgres"))
                .with("TRIBUTARY_DATABASE_USER", "postgres")
                .start()) {
            String undisturbed = server.train(spec());
            List<Double> seconds = new ArrayList<>();
            for (int time = 1; time <= times(); time++) {
                String task = begin(server);
                postgres.close();
                TimeUnit.MILLISECONDS.sleep(DATABASE_AWAY_MILLIS);
                postgres = postgres(port);
                Instant back = Instant.now();
                server.await(
                        "the database to be used again",
                        () -> server.get("/api/v1/tasks/" + task).statusCode() == 200);
                complete(server, task, undisturbed);
                seconds.add(recovery(server, task, back));
                FaultTable.progress("database restart", time, seconds.get(time - 1));
            }
            FaultTable.overcome(DATABASE, seconds);
        } finally {
            postgres.close();
        }
    }

    private EmbeddedPostgres postgres(int port) throws IOException {
        return EmbeddedPostgres.builder()
                .setPort(port)
                .setDataDirectory(folder.resolve("postgres"))
                .setCleanDataDirectory(false)
                .start();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** On a small file system of its own, which only root can make. */
    @Test
    void theDiskIsFull() throws Exception {
        FaultTable.skipIfThere(DISK);
        // It waits half a minute; FullDiskTest shows the same with a disk that only says that it is full.
        assumeTrue(FaultTable.times() > 1, "in the long form only");
        Path disk = Files.createDirectories(folder.resolve("disk"));
        assumeTrue(run("mount", "-t", "tmpfs", "-o", "size=300m", "tmpfs", disk.toString()));
        try (ServerProcess server = new ServerProcess(disk.resolve("server"))
                .with("TRIBUTARY_DISK_RESERVE", RESERVE + "B")
                .start()) {
            String undisturbed = server.train(spec());
            List<Double> seconds = new ArrayList<>();
            for (int time = 1; time <= Math.min(times(), 2); time++) {
                String task = begin(server);
                Path ballast = fill(disk);
                server.awaitTask(
                        task,
                        "the task to pause",
                        seen -> seen.get("state").asString().equals("PAUSED"));
                Files.delete(ballast);
                Instant room = Instant.now();
                complete(server, task, undisturbed);
                seconds.add(recovery(server, task, room));
                FaultTable.progress("disk full", time, seconds.get(time - 1));
            }
            FaultTable.endured(DISK, seconds);
        } finally {
            assertThat(run("umount", "-l", disk.toString())).isTrue();
        }
    }

    /** Leaves less than the reserve. */
    private static Path fill(Path disk) throws IOException {
        Path ballast = disk.resolve("ballast");
        byte[] megabyte = new byte[1 << 20];
        try (OutputStream out = Files.newOutputStream(ballast)) {
            while (Files.getFileStore(disk).getUsableSpace() > RESERVE - megabyte.length) {
                out.write(megabyte);
            }
        }
        return ballast;
    }

    private static boolean run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command).inheritIO().start().waitFor() == 0;
    }

    @Test
    void theClockIsSet() throws Exception {
        FaultTable.skipIfThere(CLOCK);
        Path offset = Files.writeString(folder.resolve("offset"), "PT0S");
        try (ServerProcess server = new ServerProcess(folder.resolve("server"))
                .beside(folder.resolve("beside"), JumpingClock.class)
                .with(JumpingClock.OFFSET, offset.toString())
                .start()) {
            String undisturbed = server.train(spec());
            List<Double> seconds = new ArrayList<>();
            for (int time = 1; time <= times(); time++) {
                Instant start = Instant.now();
                String task = begin(server);
                set(offset, Duration.ofDays(1));
                server.awaitTask(task, "round 4", seen -> seen.get("round").asInt() >= 4);
                set(offset, Duration.ofDays(-1));
                complete(server, task, undisturbed);
                seconds.add(Duration.between(start, Instant.now()).toMillis() / 1000.0);
                FaultTable.progress("clock jump", time, seconds.get(time - 1));
                set(offset, Duration.ZERO);
            }
            FaultTable.endured(CLOCK, seconds);
        }
    }

    /** At once: the server may be reading it. */
    private static void set(Path offset, Duration by) throws IOException {
        Path beside = Files.writeString(offset.resolveSibling("offset.new"), by.toString());
        Files.move(beside, offset, StandardCopyOption.ATOMIC_MOVE);
    }

    private static int times() {
        return Math.min(FaultTable.times(), MOST);
    }

    private String spec() {
        return SPEC.formatted("task " + ++tasks);
    }

    /** A task that has done some of its rounds. */
    private String begin(ServerProcess server) {
        String task = server.submit(spec());
        server.awaitTask(task, "round 2", seen -> seen.get("round").asInt() >= 2);
        return task;
    }

    private static void complete(ServerProcess server, String task, String undisturbed) {
        assertThat(server.awaitCompleted(task).get("modelSha256").asString()).isEqualTo(undisturbed);
        JsonNode rounds = server.json("/api/v1/tasks/" + task + "/rounds");
        assertThat(rounds).hasSize(ROUNDS);
        for (JsonNode round : rounds) {
            assertThat(round.get("completed").asInt()).as(round.toString()).isEqualTo(10);
            assertThat(round.get("selected").asInt())
                    .isEqualTo(10
                            + round.get("late").asInt()
                            + round.get("rejected").asInt()
                            + round.get("lost").asInt());
        }
    }

    private static double recovery(ServerProcess server, String task, Instant over) {
        Instant moved = server.commits(task).stream()
                .filter(at -> at.isAfter(over))
                .findFirst()
                .orElse(over);
        return Duration.between(over, moved).toMillis() / 1000.0;
    }
}
