package io.tributary.worker.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.tributary.protocol.data.DataShape;
import io.tributary.protocol.error.ErrorCode;
import io.tributary.protocol.error.TributaryException;
import io.tributary.protocol.model.ModelGraph;
import io.tributary.protocol.model.ModelSpec;
import io.tributary.protocol.task.TaskSpec;
import io.tributary.worker.data.Dataset;
import io.tributary.worker.data.SyntheticDataset;
import io.tributary.worker.engine.Network;
import io.tributary.worker.engine.Torch;
import io.tributary.worker.loss.Loss;
import io.tributary.worker.training.InitialWeights;
import io.tributary.worker.training.Watch;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EvaluationTest {
    private static final Dataset BLOBS = SyntheticDataset.blobs("blobs", new DataShape(1, 4, 4, 3), 9, 100, 1);
    private static final ModelGraph GRAPH =
            ModelGraph.of(ModelSpec.ofPreset("logistic"), BLOBS.info().shape());

    private final Network network = Torch.network(GRAPH, 64, "cpu");
    private final ByteBuffer weights = InitialWeights.of(GRAPH.layout(), 1);

    @AfterEach
    void close() {
        network.close();
    }

    @Test
    void countsEveryExampleUnderItsTrueAndItsPredictedLabel() {
        Evaluation all = evaluate(0, 100, 64);

        assertThat(all.examples()).isEqualTo(100);
        assertThat(all.confusion().stream()
                        .map(row -> row.stream().mapToLong(Long::longValue).sum()))
                .containsExactly(34L, 33L, 33L);
        // Held against the layer's formula, in double precision.
        double loss = 0;
        long[][] confusion = new long[3][3];
        for (int example = 0; example < 100; example++) {
            double[] logits = logits(example);
            double sum = 0;
            int predicted = 0;
            for (int i = 0; i < 3; i++) {
                sum += Math.exp(logits[i]);
                predicted = logits[i] > logits[predicted] ? i : predicted;
            }
            int label = BLOBS.test().label(example);
            loss += Math.log(sum) - logits[label];
            confusion[label][predicted]++;
        }
        assertThat(all.lossSum()).isCloseTo(loss, within(1e-3));
        for (int label = 0; label < 3; label++) {
            assertThat(all.confusion().get(label))
                    .containsExactly(confusion[label][0], confusion[label][1], confusion[label][2]);
        }
    }

    @Test
    void slicesAddUpToTheWhole() {
        Evaluation whole = evaluate(0, 100, 32);
        Evaluation first = evaluate(0, 41, 32);
        Evaluation second = evaluate(41, 100, 32);

        assertThat(first.lossSum() + second.lossSum()).isCloseTo(whole.lossSum(), within(1e-4));
        for (int row = 0; row < 3; row++) {
            for (int column = 0; column < 3; column++) {
                assertThat(first.confusion().get(row).get(column)
                                + second.confusion().get(row).get(column))
                        .isEqualTo(whole.confusion().get(row).get(column));
            }
        }
    }

    @Test
    void theSameSliceGivesTheSameBits() {
        assertThat(evaluate(3, 90, 10)).isEqualTo(evaluate(3, 90, 10));
    }

    @Test
    void refusesASliceThatIsNotThere() {
        for (int[] slice : List.of(new int[] {0, 101}, new int[] {-1, 5}, new int[] {5, 5})) {
            assertThatThrownBy(() -> evaluate(slice[0], slice[1], 10))
                    .hasMessageContaining("Test examples " + slice[0] + " to " + slice[1])
                    .hasMessageContaining("there are 100");
        }
    }

    @Test
    void saysWhenTheModelIsNoLongerFinite() {
        weights.putFloat(0, Float.POSITIVE_INFINITY);

        assertThatThrownBy(() -> evaluate(0, 100, 10))
                .isInstanceOfSatisfying(
                        TributaryException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.TRAINING_FAILED))
                .hasMessageContaining("Lower training.learningRate");
    }

    @Test
    void stopsWhenCancelled() {
        Watch cancelled = new Watch() {
            @Override
            public boolean cancelled() {
                return true;
            }

            @Override
            public void progress(long examplesDone, long examplesTotal) {}
        };

        assertThatThrownBy(() -> Evaluation.of(
                        weights,
                        new Evaluation.Slice(BLOBS.test(), 0, 100, 10),
                        Loss.of(TaskSpec.Loss.CROSS_ENTROPY),
                        network,
                        cancelled))
                .isInstanceOf(CancellationException.class);
    }

    private Evaluation evaluate(long from, long to, int batchSize) {
        Evaluation.Slice slice = new Evaluation.Slice(BLOBS.test(), from, to, batchSize);
        return Evaluation.of(weights, slice, Loss.of(TaskSpec.Loss.CROSS_ENTROPY), network, Watch.none());
    }

    private double[] logits(int example) {
        ByteBuffer features =
                network.inputs().duplicate().order(network.inputs().order());
        BLOBS.test().copyTo(features, 0, example);
        double[] logits = new double[3];
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 16; j++) {
                logits[i] += (double) weights.getFloat(4 * (16 * i + j)) * features.getFloat(4 * j);
            }
        }
        return logits;
    }
}
