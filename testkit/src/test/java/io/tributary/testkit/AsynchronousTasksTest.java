package io.tributary.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tributary.orchestrator.round.RoundCommit;
import io.tributary.orchestrator.round.RoundReport;
import io.tributary.orchestrator.task.TaskState;
import io.tributary.orchestrator.time.Ticker;
import io.tributary.protocol.artifact.Sha256;
import io.tributary.protocol.data.DataShape;
import io.tributary.protocol.message.Assignment;
import io.tributary.protocol.message.Work;
import io.tributary.protocol.task.TaskSpec;
import io.tributary.worker.data.DatasetCatalog;
import io.tributary.worker.data.SyntheticDataset;
import io.tributary.worker.training.LocalTraining;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Asynchronous rounds in whole tasks. That all strategies survive a restart is in {@code StrategiesOnTasksTest}. */
class AsynchronousTasksTest {
    private static final DataShape SHAPE = new DataShape(1, 4, 4, 3);
    private static final String SLOW_THIRD = "'simulation':{'slow':{'share':0.34,'factor':5}}";

    @TempDir
    private Path folder;

    @Test
    void startsEachClientFromTheModelOfWhenItBegan() throws InterruptedException {
        TaskSpec spec = Specs.of("{'dataset':'fake','model':{'preset':'logistic'},'training':{'rounds':12},"
                + "'clients':{'count':3},'aggregation':{'strategy':'fedasync'}," + SLOW_THIRD + "}");
        try (LocalFederation federation = new LocalFederation(folder, Ticker.system())) {
            FakeWorker worker = new FakeWorker("w", 1, federation.pool(), federation.artifacts());
            String id = federation.submit(spec, FakeWorker.SHAPE);
            Map<Integer, Integer> arrived = new HashMap<>();
            for (int round = 1; round <= 12; round++) {
                Assignment assignment = worker.nextTraining();
                Work.Train work = (Work.Train) assignment.work();
                int began = arrived.getOrDefault(work.client(), 0);
                Sha256 model = federation.journal().model(id, began).orElseThrow();
                assertThat(work.weights()).isEqualTo(model);
                assertThat(work.round()).isEqualTo(began + 1);
                worker.complete(assignment, 0.01f * round, 100);
                federation.journal().awaitRound(id, round);
                RoundReport report =
                        federation.journal().rounds(id).get(round - 1).report();
                assertThat(report.staleness()).isEqualTo(round - 1 - began);
                arrived.put(work.client(), round);
            }
            assertThat(arrived).hasSize(3);
        }
    }

    @Test
    void roundsAreAsLongAsTheirArrivalsAreApart() {
        List<RoundReport> waiting = rounds("'aggregation':{'strategy':'fedavg'}");
        List<RoundReport> buffered = rounds("'aggregation':{'strategy':'fedbuff','bufferSize':3}");
        // 40 examples at 1000 a second, times five.
        assertThat(waiting).allSatisfy(round -> {
            assertThat(round.simulatedSeconds()).isCloseTo(0.2, within(1e-9));
            assertThat(round.staleness()).isNull();
            assertThat(round.completed()).isEqualTo(8);
        });
        assertThat(buffered).allSatisfy(round -> {
            assertThat(round.completed()).isEqualTo(3);
            assertThat(round.selected()).isEqualTo(3);
            assertThat(round.staleness()).isNotNull();
        });
        assertThat(seconds(buffered)).isLessThan(seconds(waiting) / 2);
        double frame = waiting.get(0).bytesDown() / 8.0;
        assertThat(buffered.get(3).bytesDown() / 3.0).isCloseTo(frame, within(frame / 100));
    }

    @Test
    void isFedAvgWhereTheBufferTakesEveryone() {
        try (LocalFederation federation = federation()) {
            assertThat(federation.train(spec("'aggregation':{'strategy':'fedbuff','bufferSize':8}"), SHAPE))
                    .isEqualTo(federation.train(spec("'aggregation':{'strategy':'fedavg'}"), SHAPE));
        }
    }

    /** What a client did not send it sends with its next update, whose base is another one. */
    @Test
    void handsOnWhatPackingLeft() {
        List<RoundReport> rounds = rounds("'aggregation':{'strategy':'fedbuff','bufferSize':3},"
                + "'compression':{'uplink':{'scheme':'top-k','keep':0.05}},'training':{'rounds':40,'batchSize':8}");
        assertThat(rounds.get(39).accuracy()).isGreaterThan(0.9);
    }

    private static double seconds(List<RoundReport> rounds) {
        return rounds.stream()
                .mapToDouble(round -> Objects.requireNonNull(round.simulatedSeconds()))
                .sum();
    }

    private List<RoundReport> rounds(String more) {
        try (LocalFederation federation = federation()) {
            String id = federation.submit(spec(more), SHAPE);
            federation.journal().awaitState(id, TaskState.COMPLETED);
            return federation.journal().rounds(id).stream()
                    .map(RoundCommit::report)
                    .toList();
        }
    }

    private static TaskSpec spec(String more) {
        String rounds = more.contains("'training'") ? "" : ",'training':{'rounds':6,'batchSize':8}";
        return Specs.of("{'dataset':'blobs','model':{'preset':'mlp'},'clients':{'count':8}," + SLOW_THIRD + "," + more
                + rounds + "}");
    }

    private LocalFederation federation() {
        return new LocalFederation(folder, Ticker.system())
                .withWorker(
                        "w1",
                        2,
                        DatasetCatalog.of(SyntheticDataset.blobs("blobs", SHAPE, 320, 60, 1)),
                        new LocalTraining());
    }
}
