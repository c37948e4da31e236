package io.tributary.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

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
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelAveragingTest {
    private static final DataShape SHAPE = new DataShape(1, 4, 4, 3);
    private static final String UNIFORM = "'averaging':{'scheme':'uniform','rounds':3}";
    private static final String EXPONENTIAL = "'averaging':{'scheme':'exponential','rounds':3}";

    @TempDir
    private Path folder;

    /** Rounds 1 to 3 of 5 leave their own models, 4 and 5 means over those from 3 on. */
    @Test
    void uniformIsTheMeanOfTheLastRounds() throws IOException {
        averages(UNIFORM, round -> round <= 3 ? 1 : 1.0 / (round - 2));
    }

    @Test
    void exponentialForgetsTheFirstRounds() throws IOException {
        averages(EXPONENTIAL, round -> Math.max(0.5, 1.0 / round));
    }

    /** Clients train as if there were no averaging, so the models that are averaged are those of the same task without it. */
    private void averages(String averaging, IntToDoubleFunction rate) throws IOException {
        try (LocalFederation federation = connect(new LocalFederation(folder, Ticker.system()))) {
            List<float[]> plain = models(federation, spec("'strategy':'fedavgm'"));
            List<float[]> averaged = models(federation, spec("'strategy':'fedavgm'," + averaging));
            assertThat(averaged.get(4)).isNotEqualTo(plain.get(4));
            double expected = 0;
            for (int round = 1; round <= plain.size(); round++) {
                expected += rate.applyAsDouble(round) * (plain.get(round - 1)[0] - expected);
                assertThat((double) averaged.get(round - 1)[0]).isCloseTo(expected, within(1e-6));
            }
        }
    }

    /** A strategy with memory that clients share, and a packed model on the way down. */
    @ParameterizedTest
    @ValueSource(strings = {UNIFORM, EXPONENTIAL})
    void goesOnAfterARestart(String averaging) throws IOException {
        TaskSpec spec = Specs.of(json("'strategy':'scaffold'," + averaging)
                .replaceFirst("}$", ",'compression':{'downlink':{'scheme':'quantize','bits':8}}}"));
        Sha256 steady;
        try (LocalFederation federation = connect(new LocalFederation(folder.resolve("steady"), Ticker.system()))) {
            steady = federation.train(spec, SHAPE);
        }
        LocalFederation stopped = connect(new LocalFederation(folder.resolve("stopped"), Ticker.system()));
        String id = stopped.submit(spec, SHAPE);
        stopped.journal().awaitRound(id, 4);
        stopped.close();
        try (LocalFederation next =
                connect(new LocalFederation(folder.resolve("stopped"), Ticker.system(), stopped.journal()))) {
            next.orchestrator().recover();
            next.journal().awaitState(id, TaskState.COMPLETED);
            assertThat(next.journal().progress(id).model()).isEqualTo(steady);
            assertThat(next.journal().rounds(id))
                    .allMatch(round ->
                            round.report().completed() == round.report().selected());
        }
    }

    private static List<float[]> models(LocalFederation federation, TaskSpec spec) throws IOException {
        String id = federation.submit(spec, SHAPE);
        federation.journal().awaitState(id, TaskState.COMPLETED);
        List<float[]> models = new ArrayList<>();
        for (RoundCommit round : federation.journal().rounds(id)) {
            assertThat(round.report().modelSha256()).isEqualTo(round.model().hex());
            models.add(numbers(federation, round.model()));
        }
        return models;
    }

    /** The last ones of a model's artifact. */
    private static float[] numbers(LocalFederation federation, Sha256 model) throws IOException {
        try (InputStream file = Channels.newInputStream(federation.artifacts().open(model))) {
            byte[] bytes = file.readAllBytes();
            float[] numbers = new float[16];
            ByteBuffer.wrap(bytes, bytes.length - 64, 64)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asFloatBuffer()
                    .get(numbers);
            return numbers;
        }
    }

    private static TaskSpec spec(String aggregation) {
        return Specs.of(json(aggregation));
    }

    private static String json(String aggregation) {
        return "{'dataset':'blobs','model':{'preset':'mlp'},'training':{'rounds':5,'batchSize':8},"
                + "'clients':{'count':4,'fraction':0.5},'aggregation':{" + aggregation + "}}";
    }

    private static LocalFederation connect(LocalFederation federation) {
        return federation.withWorker(
                "w1", 1, DatasetCatalog.of(SyntheticDataset.blobs("blobs", SHAPE, 320, 60, 1)), new LocalTraining());
    }
}
