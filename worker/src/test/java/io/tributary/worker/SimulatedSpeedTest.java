package io.tributary.worker;

import static io.tributary.worker.WorkerHarness.spec;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.tributary.protocol.artifact.Sha256;
import io.tributary.protocol.data.DataShape;
import io.tributary.protocol.message.Assignment;
import io.tributary.protocol.message.Result;
import io.tributary.protocol.message.Work;
import io.tributary.protocol.simulation.Speeds;
import io.tributary.protocol.task.TaskSpec;
import io.tributary.worker.data.DatasetCatalog;
import io.tributary.worker.data.SyntheticDataset;
import io.tributary.worker.training.Watch;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SimulatedSpeedTest {
    private static final TaskSpec UNEQUAL = spec("{\"clients\":{\"speedSpread\":10}}");

    @Test
    void spreadsClientsEvenlyOnALogarithmicScale() {
        List<Double> slowness = IntStream.range(0, 10_000)
                .mapToObj(client -> Speeds.spread(UNEQUAL, client))
                .toList();
        assertThat(slowness).allMatch(each -> each >= 1 && each < 10);
        assertThat(slowness.stream().mapToDouble(Math::log10).average().orElseThrow())
                .isCloseTo(0.5, within(0.01));
    }

    @Test
    void keepsAClientsSpeedAndDealsNewOnesForAnotherSeed() {
        assertThat(Speeds.spread(UNEQUAL, 3)).isEqualTo(Speeds.spread(UNEQUAL, 3));
        assertThat(Speeds.spread(spec("{\"seed\":1,\"clients\":{\"speedSpread\":10}}"), 3))
                .isNotEqualTo(Speeds.spread(UNEQUAL, 3));
    }

    @Test
    void waitsForWhatIsMissing() {
        List<Long> rests = new ArrayList<>();
        Watch watch = resting(rests);
        SimulatedSpeed.slowDown(UNEQUAL, 3, 1_000_000, watch);
        assertThat(rests).containsExactly((long) ((Speeds.spread(UNEQUAL, 3) - 1) * 1_000_000));
    }

    @Test
    void letsAllClientsBeEquallyFastByDefault() {
        List<Long> rests = new ArrayList<>();
        SimulatedSpeed.slowDown(TaskSpec.defaults(), 3, 1_000_000, resting(rests));
        assertThat(rests).isEmpty();
    }

    /** Asynchronous rounds go by simulated time. */
    @Test
    void waitsForNothingInAsynchronousRounds() {
        List<Long> rests = new ArrayList<>();
        TaskSpec spec = spec("{\"clients\":{\"speedSpread\":10},\"aggregation\":{\"strategy\":\"fedbuff\"}}");
        SimulatedSpeed.slowDown(spec, 3, 1_000_000, resting(rests));
        assertThat(rests).isEmpty();
    }

    @Test
    void aRestEndsAsSoonAsTheJobIsCancelled() {
        Job job = new Job(new Assignment("a", 1, "task", UNEQUAL, new Work.Describe()), message -> {});
        CompletableFuture<Void> rest = CompletableFuture.runAsync(() -> job.rest(TimeUnit.DAYS.toNanos(1)));
        job.cancel();
        assertThatThrownBy(rest::join)
                .isInstanceOfAny(CompletionException.class, CancellationException.class)
                .hasStackTraceContaining("Cancelled by the server");
    }

    @Test
    void leavesTheBitsOfTheUpdateAsTheyAre(@TempDir Path folder) {
        DatasetCatalog data = DatasetCatalog.of(SyntheticDataset.blobs("blobs", new DataShape(1, 8, 8, 3), 300, 90, 1));
        List<Sha256> updates = new ArrayList<>();
        for (String spread : List.of("1", "3")) {
            TaskSpec spec = spec("{\"dataset\":\"blobs\",\"model\":{\"preset\":\"mlp\"},\"clients\":{\"speedSpread\":"
                    + spread + "}}");
            try (WorkerHarness harness = new WorkerHarness(folder.resolve(spread), 1, data)) {
                Work work = new Work.Train(1, 3, harness.initialise(spec), null);
                updates.add(harness.run(spec, work, Result.Trained.class).update());
            }
        }
        assertThat(updates.get(0)).isEqualTo(updates.get(1));
    }

    private static Watch resting(List<Long> rests) {
        return new Watch() {
            @Override
            public boolean cancelled() {
                return false;
            }

            @Override
            public void progress(long examplesDone, long examplesTotal) {}

            @Override
            public void rest(long nanos) {
                rests.add(nanos);
            }
        };
    }
}
