package io.tributary.testkit.strategy;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.orchestrator.round.RoundCommit;
import io.tributary.orchestrator.round.RoundReport;
import io.tributary.orchestrator.task.TaskState;
import io.tributary.orchestrator.time.Ticker;
import io.tributary.protocol.aggregation.Strategies;
import io.tributary.protocol.aggregation.Strategy;
import io.tributary.protocol.artifact.Sha256;
import io.tributary.protocol.data.DataShape;
import io.tributary.protocol.task.TaskSpec;
import io.tributary.testkit.LocalFederation;
import io.tributary.testkit.Specs;
import io.tributary.worker.data.DatasetCatalog;
import io.tributary.worker.data.SyntheticDataset;
import io.tributary.worker.training.LocalTraining;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Strategies in whole tasks: real training, packed updates, clients that miss rounds, and a server that stops in between. */
class StrategiesOnTasksTest {
    private static final DataShape SHAPE = new DataShape(1, 4, 4, 3);
    private static final int ROUNDS = 6;

    @TempDir
    private Path folder;

    static Stream<String> all() {
        return Strategies.all().stream().map(Strategy::id);
    }

    @ParameterizedTest
    @MethodSource("all")
    void endsWithTheSameModelOnTwoSlotsAndAfterARestart(String strategy) throws IOException {
        TaskSpec spec = spec("'aggregation':{'strategy':'" + strategy + "'}");
        Sha256 steady;
        try (LocalFederation federation = federation(folder.resolve("steady"), 1)) {
            steady = federation.train(spec, SHAPE);
        }

        LocalFederation stopped = federation(folder.resolve("stopped"), 2);
        String id = stopped.submit(spec, SHAPE);
        stopped.journal().awaitRound(id, 3);
        stopped.close();
        try (LocalFederation next =
                new LocalFederation(folder.resolve("stopped"), Ticker.system(), stopped.journal())) {
            connect(next, 2);
            next.orchestrator().recover();
            next.journal().awaitState(id, TaskState.COMPLETED);
            assertThat(next.journal().progress(id).model()).isEqualTo(steady);
        }
    }

    /** The control variate travels beside the model from the second round on, and is counted. */
    @Test
    void countsWhatAStrategyHandsToClients() {
        try (LocalFederation federation = federation(folder, 2)) {
            List<RoundReport> plain = rounds(federation, spec("'aggregation':{'strategy':'fedavg'}"));
            List<RoundReport> scaffold = rounds(federation, spec("'aggregation':{'strategy':'scaffold'}"));
            double model = plain.get(1).bytesDown();
            assertThat(scaffold.get(0).bytesDown() / model).isBetween(0.9, 1.1);
            assertThat(scaffold.get(1).bytesDown() / model).isBetween(1.5, 2.1);
            assertThat(scaffold.get(1).bytesUp() / (double) plain.get(1).bytesUp())
                    .isBetween(0.9, 1.1);
        }
    }

    /** Packed as the model is, but anew and whole in each round, so that both together take about twice the model's bytes. */
    @Test
    void packsWhatAStrategyHandsToClients() {
        String packed = ",'compression':{'downlink':{'scheme':'quantize','bits':8}}";
        try (LocalFederation federation = federation(folder, 2)) {
            List<RoundReport> whole = rounds(federation, plain("'aggregation':{'strategy':'scaffold'}"));
            List<RoundReport> plain = rounds(federation, plain("'aggregation':{'strategy':'fedavg'}" + packed));
            List<RoundReport> scaffold = rounds(federation, plain("'aggregation':{'strategy':'scaffold'}" + packed));
            assertThat(scaffold.get(1).bytesDown()).isLessThan(whole.get(1).bytesDown() / 2);
            assertThat(scaffold.get(1).bytesDown()).isGreaterThan(plain.get(1).bytesDown());
        }
    }

    @Test
    void noiseIsNotOfTheTasksSeedAndClippingIs() {
        try (LocalFederation federation = federation(folder, 2)) {
            TaskSpec noisy = spec("'aggregation':{'weighting':'uniform'},'privacy':{'clipNorm':1,'noiseMultiplier':1}");
            assertThat(federation.train(noisy, SHAPE)).isNotEqualTo(federation.train(noisy, SHAPE));
            TaskSpec clipped = spec("'privacy':{'clipNorm':0.01}");
            Sha256 model = federation.train(clipped, SHAPE);
            assertThat(federation.train(clipped, SHAPE)).isEqualTo(model);
            assertThat(federation.train(spec("'seed':42"), SHAPE)).isNotEqualTo(model);
        }
    }

    private static List<RoundReport> rounds(LocalFederation federation, TaskSpec spec) {
        String id = federation.submit(spec, SHAPE);
        federation.journal().awaitState(id, TaskState.COMPLETED);
        List<RoundReport> reports = federation.journal().rounds(id).stream()
                .map(RoundCommit::report)
                .toList();
        assertThat(reports).allMatch(report -> report.completed() == report.selected());
        return reports;
    }

    private static TaskSpec spec(String more) {
        return Specs.of("{'dataset':'blobs','model':{'preset':'mlp'},"
                + "'training':{'rounds':" + ROUNDS + ",'batchSize':8},'clients':{'count':8,'fraction':0.75},"
                + "'compression':{'uplink':{'scheme':'quantize','bits':8,'errorFeedback':false}}," + more + "}");
    }

    /** Few clients, so that the model travels whole, and nothing is packed on the way up. */
    private static TaskSpec plain(String more) {
        return Specs.of("{'dataset':'blobs','model':{'preset':'mlp'},'training':{'rounds':2},"
                + "'clients':{'count':8,'fraction':0.25}," + more + "}");
    }

    private static LocalFederation federation(Path folder, int slots) {
        return connect(new LocalFederation(folder, Ticker.system()), slots);
    }

    private static LocalFederation connect(LocalFederation federation, int slots) {
        return federation.withWorker(
                "w1",
                slots,
                DatasetCatalog.of(SyntheticDataset.blobs("blobs", SHAPE, 320, 60, 1)),
                new LocalTraining());
    }
}
