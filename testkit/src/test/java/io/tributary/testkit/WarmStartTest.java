package io.tributary.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.orchestrator.round.RoundCommit;
import io.tributary.orchestrator.task.TaskState;
import io.tributary.orchestrator.time.Ticker;
import io.tributary.protocol.artifact.Sha256;
import io.tributary.protocol.data.DataShape;
import io.tributary.protocol.task.TaskSpec;
import io.tributary.worker.data.DatasetCatalog;
import io.tributary.worker.data.SyntheticDataset;
import io.tributary.worker.training.LocalTraining;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WarmStartTest {
    private static final DataShape SHAPE = new DataShape(1, 4, 4, 3);

    @TempDir
    private Path folder;

    /** Ended before a worker came: the journal alone keeps the model, though the task that made it is gone. */
    @Test
    void keepsWhatATaskStartsFromThroughADeletionACollectionAndARestart() throws IOException {
        LocalFederation stopped = connect(new LocalFederation(folder, Ticker.system()));
        String origin = stopped.submit(spec(3, ""), SHAPE);
        stopped.journal().awaitState(origin, TaskState.COMPLETED);
        Sha256 model = Objects.requireNonNull(stopped.journal().progress(origin).model());
        Sha256 straight = stopped.train(spec(2, from(model)), SHAPE);
        assertThat(stopped.train(spec(2, ""), SHAPE)).isNotEqualTo(straight);
        stopped.close();

        String id;
        try (LocalFederation noWorker = new LocalFederation(folder, Ticker.system(), stopped.journal())) {
            id = noWorker.submit(spec(2, from(model)), SHAPE);
            noWorker.orchestrator().delete(origin);
            noWorker.orchestrator().collectGarbage();
        }
        try (LocalFederation next = connect(new LocalFederation(folder, Ticker.system(), stopped.journal()))) {
            next.orchestrator().recover();
            next.journal().awaitState(id, TaskState.COMPLETED);
            assertThat(next.journal().progress(id).model()).isEqualTo(straight);
        }
    }

    /** Fresh first weights each client makes from the seed, which costs no bytes; those of another task are fetched. */
    @ParameterizedTest
    @ValueSource(strings = {"none", "zstd"})
    void countsTheFirstModelWhereClientsCannotMakeIt(String entropy) {
        try (LocalFederation federation = connect(new LocalFederation(folder, Ticker.system()))) {
            String packed = ",'compression':{'downlink':{'scheme':'quantize','bits':8,'entropy':'" + entropy + "'}}";
            Sha256 model = federation.train(spec(1, packed), SHAPE);
            long fresh = rounds(federation, spec(1, packed)).get(0).report().bytesDown();
            long warm = rounds(federation, spec(1, packed + from(model)))
                    .get(0)
                    .report()
                    .bytesDown();
            assertThat(warm).isGreaterThan(2 * fresh);
        }
    }

    private static List<RoundCommit> rounds(LocalFederation federation, TaskSpec spec) {
        String id = federation.submit(spec, SHAPE);
        federation.journal().awaitState(id, TaskState.COMPLETED);
        return federation.journal().rounds(id);
    }

    private static String from(Sha256 model) {
        return ",'start':{'model':'" + model.hex() + "'}";
    }

    private static TaskSpec spec(int rounds, String more) {
        return Specs.of("{'dataset':'blobs','model':{'preset':'mlp'},'training':{'rounds':" + rounds
                + ",'batchSize':8},'clients':{'count':4}" + more + "}");
    }

    private static LocalFederation connect(LocalFederation federation) {
        return federation.withWorker(
                "w1", 1, DatasetCatalog.of(SyntheticDataset.blobs("blobs", SHAPE, 320, 60, 1)), new LocalTraining());
    }
}
