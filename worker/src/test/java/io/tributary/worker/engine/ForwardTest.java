package io.tributary.worker.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.tributary.protocol.data.DataShape;
import io.tributary.protocol.model.Layer;
import io.tributary.protocol.model.Layer.Function;
import io.tributary.protocol.task.TaskSpec;
import io.tributary.worker.loss.Loss;
import java.nio.FloatBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Holds each layer's output against its formula, written out in Java. */
class ForwardTest {
    private static final DataShape IMAGE = new DataShape(4, 4, 4, 2);
    private static final int FEATURES = IMAGE.features();
    private static final int ROWS = 3;

    @ParameterizedTest
    @EnumSource
    void activations(Function function) {
        try (Network network = Nets.bare(IMAGE, FEATURES, ROWS, new Layer.Activation(function))) {
            float[] input = inputs(network);

            float[] output = network.logits(ROWS);

            for (int i = 0; i < input.length; i++) {
                assertThat((double) output[i]).isCloseTo(formula(function, input[i]), within(1e-5));
            }
        }
    }

    @Test
    void maxPoolTakesTheLargestOfEachWindow() {
        pooled(new Layer.MaxPool(2, 2), (a, b, c, d) -> Math.max(Math.max(a, b), Math.max(c, d)));
    }

    @Test
    void averagePoolTakesTheMeanOfEachWindow() {
        pooled(new Layer.AveragePool(2, 2), (a, b, c, d) -> (a + b + c + d) / 4);
    }

    @Test
    void groupNormGivesEachGroupMeanZeroAndVarianceOneThenScalesAndShiftsEachChannel() {
        int groups = 2;
        try (Network network = Nets.bare(IMAGE, FEATURES, ROWS, new Layer.GroupNorm(groups))) {
            float[] input = inputs(network);
            FloatBuffer weights = network.weights().asFloatBuffer();
            float[] scale = {1, 2, -3, 0.5f};
            float[] shift = {0, 10, 20, 30};
            weights.put(0, scale).put(4, shift);
            network.weightsChanged();

            float[] output = network.logits(ROWS);

            int size = FEATURES / groups;
            for (int group = 0; group < ROWS * groups; group++) {
                double mean = 0;
                double square = 0;
                for (int i = group * size; i < (group + 1) * size; i++) {
                    mean += input[i] / (double) size;
                    square += (double) input[i] * input[i] / size;
                }
                for (int i = group * size; i < (group + 1) * size; i++) {
                    int channel = i % FEATURES / 16;
                    double normal = (input[i] - mean) / Math.sqrt(square - mean * mean + 1e-5);
                    assertThat((double) output[i]).isCloseTo(scale[channel] * normal + shift[channel], within(1e-4));
                }
            }
        }
    }

    @Test
    void dropoutDoesNothingInEvaluation() {
        try (Network network = Nets.bare(IMAGE, FEATURES, ROWS, new Layer.Dropout(0.5))) {
            float[] input = inputs(network);

            assertThat(network.logits(ROWS)).isEqualTo(input);
        }
    }

    @Test
    void dropoutZeroesItsShareAndKeepsTheExpectation() {
        int rows = 500;
        double rate = 0.3;
        try (Network network = Nets.bare(IMAGE, FEATURES, rows, new Layer.Dropout(rate))) {
            network.inputs().asFloatBuffer().put(0, filled(rows * FEATURES));
            Seen seen = new Seen();

            network.step(rows, new int[rows], seen, Nets.random(1));

            int zeros = 0;
            double sum = 0;
            for (float value : seen.logits) {
                zeros += value == 0 ? 1 : 0;
                sum += value;
                assertThat(value == 0 || Math.abs(value - 1 / 0.7) < 1e-6).isTrue();
            }
            assertThat(zeros / (double) seen.logits.length).isCloseTo(rate, within(0.01));
            assertThat(sum / seen.logits.length).isCloseTo(1, within(0.02));
        }
    }

    @Test
    void dropoutsMasksFollowTheGeneratorTheyAreGiven() {
        try (Network network = Nets.bare(IMAGE, FEATURES, ROWS, new Layer.Dropout(0.5))) {
            inputs(network);
            Seen first = new Seen();
            Seen again = new Seen();
            Seen other = new Seen();

            network.step(ROWS, new int[ROWS], first, Nets.random(1));
            network.step(ROWS, new int[ROWS], again, Nets.random(1));
            network.step(ROWS, new int[ROWS], other, Nets.random(2));

            assertThat(again.logits).isEqualTo(first.logits);
            assertThat(other.logits).isNotEqualTo(first.logits);
        }
    }

    @Test
    void aPartialBatchGivesTheSameRowsAsAFullOne() {
        DataShape data = new DataShape(4, 4, 4, 5);
        try (Network network = Torch.network(
                Nets.graph(
                        data,
                        new Layer.Conv(8, 3, 1, 1, 1),
                        new Layer.GroupNorm(4),
                        new Layer.MaxPool(2, 2),
                        new Layer.Flatten(),
                        new Layer.Dense(null)),
                8,
                "cpu")) {
            Nets.fill(network.weights().asFloatBuffer(), 1);
            Nets.fill(network.inputs().asFloatBuffer(), 2);
            float[] full = network.logits(8).clone();

            float[] part = network.logits(3);

            for (int i = 0; i < 3 * 5; i++) {
                assertThat(part[i]).isCloseTo(full[i], within(1e-5f));
            }
        }
    }

    @Test
    void refusesBatchesThatItCannotHold() {
        try (Network network = Nets.bare(IMAGE, FEATURES, ROWS)) {
            assertThatThrownBy(() -> network.logits(ROWS + 1)).hasMessageContaining("4 rows; it holds 1 to 3");
            assertThatThrownBy(() -> network.logits(0)).hasMessageContaining("0 rows");
        }
    }

    @Test
    void knowsItsDevices() {
        assertThat(Torch.resolveDevice("cpu")).isEqualTo("cpu");
        assertThat(Torch.resolveDevice("auto")).matches("cpu|cuda:0");
        assertThatThrownBy(() -> Torch.resolveDevice("gpu")).hasMessageContaining("auto, cpu or cuda:N");
        assertThatThrownBy(() -> Torch.resolveDevice("cuda:99")).hasMessageContaining("cuda:99 is not here");
        assertThat(Torch.version()).startsWith("PyTorch 2.");
    }

    /** A loss that only looks. */
    private static final class Seen implements Loss {
        private float[] logits = {};

        @Override
        public double apply(float[] values, int[] labels, int rows, int classes, float @Nullable [] gradient) {
            logits = values.clone();
            return Loss.of(TaskSpec.Loss.MEAN_SQUARED_ERROR).apply(values, labels, rows, classes, gradient);
        }
    }

    @FunctionalInterface
    private interface Pool {
        double of(double a, double b, double c, double d);
    }

    private static void pooled(Layer layer, Pool pool) {
        try (Network network = Nets.bare(IMAGE, FEATURES / 4, ROWS, layer)) {
            float[] input = inputs(network);

            float[] output = network.logits(ROWS);

            for (int i = 0; i < ROWS * FEATURES / 4; i++) {
                int plane = i / 4;
                int y = i % 4 / 2;
                int x = i % 2;
                int corner = plane * 16 + y * 8 + x * 2;
                assertThat((double) output[i])
                        .isCloseTo(
                                pool.of(input[corner], input[corner + 1], input[corner + 4], input[corner + 5]),
                                within(1e-6));
            }
        }
    }

    private static float[] inputs(Network network) {
        FloatBuffer inputs = network.inputs().asFloatBuffer();
        Nets.fill(inputs, 7);
        return Nets.copy(inputs);
    }

    private static float[] filled(int count) {
        float[] ones = new float[count];
        Arrays.fill(ones, 1);
        return ones;
    }

    private static double formula(Function function, double x) {
        return switch (function) {
            case RELU -> Math.max(x, 0);
            case LEAKY_RELU -> x > 0 ? x : 0.01 * x;
            case SILU -> x / (1 + Math.exp(-x));
            case TANH -> Math.tanh(x);
            case SIGMOID -> 1 / (1 + Math.exp(-x));
            case GELU -> x * normalShareBelow(x);
        };
    }

    /** The normal distribution's share below x, by the trapezoid rule. */
    private static double normalShareBelow(double x) {
        int steps = 20_000;
        double sum = 0;
        for (int i = 0; i <= steps; i++) {
            double at = x * i / steps;
            sum += (i == 0 || i == steps ? 0.5 : 1) * Math.exp(-at * at / 2);
        }
        return 0.5 + sum * x / steps / Math.sqrt(2 * Math.PI);
    }
}
