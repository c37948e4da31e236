package io.tributary.backend;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.faults.FaultyLink;
import io.tributary.faults.FaultyLink.Moment;
import io.tributary.testkit.SiteFiles;
import io.tributary.worker.data.Dataset;
import io.tributary.worker.data.DatasetCatalog;
import io.tributary.worker.data.FashionMnist;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.JsonNode;

/**
 * Two sites, real processes both, of which one and its line to the server are disturbed: killed, cut off, slow, given damaged,
 * repeated and reordered messages. Each task ends with the model of an undisturbed one and nobody's update is missing.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FaultsIT {
    private static final int ROWS = 300;
    private static final int ROUNDS = 3;

    private static final String SPEC = """
            {"name": "%s", "dataset": "clothes", "partition": {"scheme": "by-worker"}, "model": {"preset": "mlp"},
             "clients": {"minimum": 2}, "training": {"rounds": 3, "localEpochs": 8}, "seed": %d}
            """;

    /** A link that is cut stays so for this long. */
    private static final long AWAY_MILLIS = 1500;

    private static final long SLOW = 1_000_000;

    @TempDir
    private static Path folder;

    private final List<WorkerProcess> sites = new ArrayList<>();
    private ServerProcess server;
    private FaultyLink link;
    private WorkerProcess victim;
    private int tasks;
    private int seeds;

    @BeforeAll
    void trainUndisturbed() throws IOException {
        Dataset clothes = DatasetCatalog.standard(null).get(FashionMnist.ID);
        server = new ServerProcess(folder.resolve("server"))
                .with("TRIBUTARY_HEARTBEAT", "1s")
                .start();
        link = new FaultyLink(server.port());
        for (String name : List.of("calm", "disturbed")) {
            int first = sites.size() * ROWS;
            Path table = new SiteFiles(
                            clothes, IntStream.range(first, first + ROWS).toArray())
                    .csv(folder.resolve(name + ".csv"), true);
            sites.add(WorkerProcess.at(
                    server, name, folder.resolve(name), "--data", "clothes=" + table + ",label=label"));
        }
        victim = sites.get(1).over(link);
        sites.forEach(WorkerProcess::start);
        server.await("two sites", this::bothBringTheirRows);
        assertThat(server.awaitCompleted(submit(0)).get("accuracy").asDouble()).isGreaterThan(0.3);
    }

    @AfterAll
    void stop() {
        sites.forEach(WorkerProcess::close);
        link.close();
        server.close();
    }

    private boolean bothBringTheirRows() {
        if (server.get("/api/v1/datasets/clothes").statusCode() != 200) {
            return false;
        }
        JsonNode clothes = server.json("/api/v1/datasets/clothes");
        return clothes.get("trainExamples").asInt()
                        + clothes.get("testExamples").asInt()
                == 2 * ROWS;
    }

    /** A disturbed task has a seed of its own: weights and updates that are known from before would not move, and nothing could break. */
    private String submit(int seed) {
        return server.submit(SPEC.formatted("task " + ++tasks, seed));
    }

    /** The model that the same task has where nothing happens; the site that was disturbed trains it anew. */
    private String undisturbed(int seed) {
        forgetWork();
        return server.awaitCompleted(submit(seed)).get("modelSha256").asString();
    }

    private void forgetWork() {
        try {
            FileSystemUtils.deleteRecursively(folder.resolve("disturbed/state/artifacts"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Moment.class,
            names = {"FETCHING", "TRAINING", "UPLOADING"})
    void aWorkerIsKilled(Moment moment) {
        recover("kill -9 of a worker, " + name(moment), () -> {
            CountDownLatch killed = new CountDownLatch(1);
            link.at(moment, () -> {
                victim.kill();
                killed.countDown();
            });
            return () -> {
                await(killed, "the worker to be killed");
                victim.start();
            };
        });
    }

    @ParameterizedTest
    @EnumSource(Moment.class)
    void theLinkIsCut(Moment moment) {
        recover("link cut, " + name(moment), () -> {
            CountDownLatch cut = new CountDownLatch(1);
            link.at(moment, () -> {
                link.cut();
                cut.countDown();
            });
            return () -> {
                await(cut, "the link to be cut");
                TimeUnit.MILLISECONDS.sleep(AWAY_MILLIS);
                link.mend();
            };
        });
    }

    @ParameterizedTest
    @EnumSource(
            value = Moment.class,
            names = {"FETCHING", "UPLOADING", "ANSWERING"})
    void aBitIsDamaged(Moment moment) {
        recover("damaged bit, " + name(moment), () -> {
            CountDownLatch damaged = new CountDownLatch(1);
            link.damage(moment, damaged::countDown);
            return () -> await(damaged, "the damage to be done");
        });
    }

    @Test
    void messagesAndPiecesComeTwice() {
        endure("every message and every piece twice", FaultTable.times(), on -> link.twice(on));
    }

    @Test
    void messagesComeInAnotherOrder() {
        endure("messages in another order", FaultTable.times(), on -> link.swapped(on));
    }

    /** A round's weights take longer than the three seconds after which a silent worker counts as away. */
    @Test
    void theLinkIsSlow() {
        endure("slow link, 1 MB/s", Math.min(FaultTable.times(), 5), on -> link.slow(on ? SLOW : 0));
    }

    /** Makes a fault ready and says how it ends. */
    private interface Fault {
        End begin();
    }

    /** Waits until it has happened, and ends it. */
    private interface End {
        void end() throws InterruptedException;
    }

    private void recover(String fault, Fault make) {
        FaultTable.skipIfThere(fault);
        List<Double> seconds = new ArrayList<>();
        for (int time = 1; time <= FaultTable.times(); time++) {
            End end = make.begin();
            int seed = ++seeds;
            String task = submit(seed);
            try {
                end.end();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError(e);
            }
            Instant over = Instant.now();
            complete(task, seed);
            // What is committed after the fault needs the site that was disturbed.
            Instant moved = server.commits(task).stream()
                    .filter(at -> at.isAfter(over))
                    .findFirst()
                    .orElse(over);
            seconds.add((moved.toEpochMilli() - over.toEpochMilli()) / 1000.0);
            FaultTable.progress(fault, time, seconds.get(seconds.size() - 1));
        }
        FaultTable.overcome(fault, seconds);
    }

    private void endure(String fault, int times, Consumer<Boolean> disturb) {
        FaultTable.skipIfThere(fault);
        List<Double> seconds = new ArrayList<>();
        for (int time = 1; time <= times; time++) {
            Instant start = Instant.now();
            int seed = ++seeds;
            disturb.accept(true);
            String task = submit(seed);
            server.awaitCompleted(task);
            disturb.accept(false);
            seconds.add((Instant.now().toEpochMilli() - start.toEpochMilli()) / 1000.0);
            complete(task, seed);
            FaultTable.progress(fault, time, seconds.get(seconds.size() - 1));
        }
        FaultTable.endured(fault, seconds);
    }

    private void complete(String task, int seed) {
        String model = server.awaitCompleted(task).get("modelSha256").asString();
        assertThat(model).as(() -> victim.log()).isEqualTo(undisturbed(seed));
        JsonNode rounds = server.json("/api/v1/tasks/" + task + "/rounds");
        assertThat(rounds).hasSize(ROUNDS);
        for (JsonNode round : rounds) {
            assertThat(round.get("selected").asInt()).isEqualTo(2);
            assertThat(round.get("completed").asInt()).as(round.toString()).isEqualTo(2);
            assertThat(round.get("late").asInt()
                            + round.get("rejected").asInt()
                            + round.get("lost").asInt())
                    .isZero();
        }
    }

    private static String name(Moment moment) {
        return moment.name().toLowerCase(java.util.Locale.ROOT);
    }

    private void await(CountDownLatch latch, String what) throws InterruptedException {
        if (!latch.await(2, TimeUnit.MINUTES)) {
            throw new AssertionError("Waited in vain for " + what + "\n" + victim.log());
        }
    }
}
