package io.tributary.testkit.strategy;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.orchestrator.round.RoundCommit;
import io.tributary.orchestrator.task.TaskState;
import io.tributary.orchestrator.time.Ticker;
import io.tributary.protocol.artifact.Sha256;
import io.tributary.protocol.data.DataShape;
import io.tributary.protocol.task.TaskSpec;
import io.tributary.testkit.LocalFederation;
import io.tributary.testkit.Specs;
import io.tributary.worker.data.DatasetCatalog;
import io.tributary.worker.data.SyntheticDataset;
import io.tributary.worker.training.LocalTraining;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Simulated attacks in whole tasks: what every kind must hold to, and what robust strategies are worth. */
class AttacksOnTasksTest {
    private static final DataShape SHAPE = new DataShape(1, 4, 4, 3);

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"label-flip", "sign-flip", "gaussian", "little-is-enough"})
    void changesTheModelAndNotWithTheSlots(String kind) {
        Sha256 honest = model(1, "{'kind':'none'}");
        Sha256 attacked = model(1, "{'kind':'" + kind + "','share':0.4}");
        assertThat(attacked).isNotEqualTo(honest).isEqualTo(model(2, "{'kind':'" + kind + "','share':0.4}"));
        assertThat(model(2, "{'kind':'" + kind + "','share':0}")).isEqualTo(honest);
    }

    private Sha256 model(int slots, String attack) {
        try (LocalFederation federation = federation(slots)) {
            return federation.train(spec("fedavg", 2, attack), SHAPE);
        }
    }

    /** A fifth of the clients goes the opposite way, ten times as far: the mean climbs, the median does not notice. */
    @Test
    void theMedianLearnsWhereTheMeanDoesNot() {
        String attack = "{'kind':'sign-flip','share':0.2,'strength':10}";
        assertThat(accuracy("fedavg", "{'kind':'none'}")).isGreaterThan(0.9);
        assertThat(accuracy("fedavg", attack)).isLessThan(0.5);
        assertThat(accuracy("median", attack)).isGreaterThan(0.9);
    }

    private double accuracy(String strategy, String attack) {
        try (LocalFederation federation = federation(2)) {
            String id = federation.submit(spec(strategy, 8, attack), SHAPE);
            federation.journal().awaitState(id, TaskState.COMPLETED);
            List<RoundCommit> rounds = federation.journal().rounds(id);
            return Objects.requireNonNull(rounds.get(rounds.size() - 1).report().accuracy());
        }
    }

    private static TaskSpec spec(String strategy, int rounds, String attack) {
        return Specs.of("{'dataset':'blobs','model':{'preset':'mlp'},'training':{'rounds':" + rounds
                + ",'batchSize':8},'clients':{'count':10},'aggregation':{'strategy':'" + strategy
                + "'},'simulation':{'attack':" + attack + "}}");
    }

    private LocalFederation federation(int slots) {
        return new LocalFederation(folder, Ticker.system())
                .withWorker(
                        "w1",
                        slots,
                        DatasetCatalog.of(SyntheticDataset.blobs("blobs", SHAPE, 320, 60, 1)),
                        new LocalTraining());
    }
}
