package io.tributary.worker.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tributary.protocol.data.DataShape;
import io.tributary.protocol.model.Layer;
import io.tributary.protocol.model.ModelGraph;
import io.tributary.protocol.model.ModelPreset;
import io.tributary.protocol.model.ModelSpec;
import io.tributary.protocol.task.TaskSpec;
import io.tributary.worker.loss.Loss;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the gradients of every layer against finite differences of the loss along random directions. */
class GradientTest {
    private static final DataShape DATA = new DataShape(2, 6, 6, 3);
    private static final int ROWS = 4;
    private static final int[] LABELS = {0, 2, 1, 2};

    static Stream<Arguments> layers() {
        return Stream.of(
                Arguments.of("dense", List.of(new Layer.Flatten(), new Layer.Dense(5), smooth())),
                Arguments.of("conv", List.of(conv(3, 3, 1, 0, 1), smooth(), new Layer.Flatten())),
                Arguments.of("conv with stride", List.of(conv(3, 3, 2, 1, 1), smooth(), new Layer.Flatten())),
                Arguments.of("conv with groups", List.of(conv(4, 3, 1, 1, 2), smooth(), new Layer.Flatten())),
                Arguments.of(
                        "max-pool",
                        List.of(conv(3, 3, 1, 1, 1), new Layer.MaxPool(2, 2), smooth(), new Layer.Flatten())),
                Arguments.of(
                        "average-pool",
                        List.of(conv(3, 3, 1, 1, 1), new Layer.AveragePool(3, 1), smooth(), new Layer.Flatten())),
                Arguments.of(
                        "global-average-pool", List.of(conv(3, 3, 1, 1, 1), smooth(), new Layer.GlobalAveragePool())),
                Arguments.of(
                        "group-norm",
                        List.of(conv(4, 3, 1, 1, 1), new Layer.GroupNorm(2), smooth(), new Layer.Flatten())),
                Arguments.of(
                        "group-norm of a vector",
                        List.of(new Layer.Flatten(), new Layer.Dense(6), new Layer.GroupNorm(2), smooth())),
                Arguments.of(
                        "dropout", List.of(conv(3, 3, 1, 1, 1), new Layer.Dropout(0.4), smooth(), new Layer.Flatten())),
                Arguments.of(
                        "residual",
                        List.of(
                                conv(4, 3, 1, 1, 1),
                                new Layer.Residual(List.of(conv(4, 3, 1, 1, 1), smooth())),
                                new Layer.Flatten())),
                Arguments.of(
                        "residual with a shortcut",
                        List.of(
                                new Layer.Residual(List.of(conv(4, 3, 2, 1, 1), new Layer.GroupNorm(2), smooth())),
                                new Layer.GlobalAveragePool())));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("layers")
    void aLayersGradientFitsFiniteDifferences(String name, List<Layer> layers) {
        check(withHead(layers), TaskSpec.Loss.CROSS_ENTROPY);
    }

    @ParameterizedTest
    @EnumSource
    void anActivationsGradientFitsFiniteDifferences(Layer.Function function) {
        check(
                withHead(List.of(new Layer.Flatten(), new Layer.Dense(7), new Layer.Activation(function))),
                TaskSpec.Loss.CROSS_ENTROPY);
    }

    @ParameterizedTest
    @EnumSource
    void aLosssGradientFitsFiniteDifferences(TaskSpec.Loss loss) {
        check(withHead(List.of(new Layer.Flatten(), new Layer.Dense(5), smooth())), loss);
    }

    @ParameterizedTest
    @EnumSource
    void aPresetsGradientFitsFiniteDifferences(ModelPreset preset) {
        check(ModelGraph.of(ModelSpec.ofPreset(preset.id()), new DataShape(1, 28, 28, 3)), TaskSpec.Loss.CROSS_ENTROPY);
    }

    private static void check(ModelGraph graph, TaskSpec.Loss id) {
        Loss loss = Loss.of(id);
        try (Network network = Torch.network(graph, ROWS, "cpu")) {
            FloatBuffer weights = network.weights().asFloatBuffer();
            Nets.fill(network.inputs().asFloatBuffer(), 1);
            Nets.fill(weights, 2);
            // He's scale, so that deep networks neither explode nor go silent.
            graph.layout().tensors().forEach(tensor -> {
                for (int i = (int) tensor.offset(); i < tensor.end(); i++) {
                    weights.put(i, weights.get(i) * (float) Math.sqrt(6.0 / (tensor.fanIn() + 5)));
                }
            });
            network.step(ROWS, LABELS, loss, Nets.random(3));
            float[] gradient = Nets.gradients(network);
            float[] start = Nets.copy(weights);

            for (int seed = 10; seed < 16; seed++) {
                float[] direction = direction(gradient, seed);
                double slope = 0;
                double length = 0;
                for (int i = 0; i < start.length; i++) {
                    slope += (double) gradient[i] * direction[i];
                    length += (double) direction[i] * direction[i];
                }
                double step = 2e-3 / Math.sqrt(length);
                double up = loss(network, start, direction, step, loss);
                double down = loss(network, start, direction, -step, loss);
                assertThat(slope).isCloseTo((up - down) / (2 * step), within(0.02 * Math.abs(slope) + 2e-3));
            }
        }
    }

    /** Random, leaning towards the gradient, so that the slope is not lost in rounding. */
    private static float[] direction(float[] gradient, int seed) {
        UniformRandomProvider random = Nets.random(seed);
        double norm = 0;
        for (float g : gradient) {
            norm += (double) g * g;
        }
        float[] direction = new float[gradient.length];
        float noise = (float) Math.sqrt(norm / gradient.length);
        for (int i = 0; i < direction.length; i++) {
            direction[i] = gradient[i] * random.nextFloat() + noise * (2 * random.nextFloat() - 1);
        }
        return direction;
    }

    /** Mean loss at a distance from the start, in training mode with the same dropout masks each time. */
    private static double loss(Network network, float[] start, float[] direction, double distance, Loss loss) {
        FloatBuffer weights = network.weights().asFloatBuffer();
        for (int i = 0; i < start.length; i++) {
            weights.put(i, (float) (start[i] + distance * direction[i]));
        }
        double sum = network.step(ROWS, LABELS, loss, Nets.random(3));
        return sum / ROWS;
    }

    private static ModelGraph withHead(List<Layer> layers) {
        Layer[] all =
                Stream.concat(layers.stream(), Stream.of(new Layer.Dense(null))).toArray(Layer[]::new);
        return Nets.graph(DATA, all);
    }

    private static Layer.Conv conv(int filters, int kernel, int stride, int padding, int groups) {
        return new Layer.Conv(filters, kernel, stride, padding, groups);
    }

    private static Layer smooth() {
        return new Layer.Activation(Layer.Function.TANH);
    }
}
