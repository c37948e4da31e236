package io.tributary.worker.engine;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.JniUtils;
import java.nio.FloatBuffer;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Holds the pooling of our own against the engine's: values, gradients, and who wins among equals. */
class PairwiseMaxPoolTest {
    private static final int ROWS = 3;
    private static final int CAPACITY = 5;
    private static final int CHANNELS = 2;

    private final PtNDManager host = (PtNDManager) Engine.getEngine("PyTorch").newBaseManager(Device.cpu());

    @AfterEach
    void close() {
        JniUtils.setGradMode(false);
        host.close();
    }

    @ParameterizedTest(name = "{0}x{1} pixels, stride {2}, {3} different values")
    @CsvSource({"8, 8, 2, 1000", "9, 7, 2, 1000", "7, 8, 3, 1000", "2, 2, 2, 1000", "8, 8, 2, 3", "9, 9, 3, 1"})
    void givesTheSameBitsAsTheEngine(int height, int width, int stride, int values) {
        List<Integer> output = List.of(CHANNELS, (height - 2) / stride + 1, (width - 2) / stride + 1);
        Operation own = new PairwiseMaxPool(host, CAPACITY, List.of(CHANNELS, height, width), output, stride);
        Shape window = new Shape(2, 2);
        Operation engines = (x, pass) -> JniUtils.maxPool(x, window, new Shape(stride, stride), new Shape(0, 0), false);
        float[] pixels = pixels(height * width, values);
        Shape shape = new Shape(ROWS, CHANNELS, height, width);

        float[][] expected = run(engines, pixels, shape, true);

        assertThat(run(own, pixels, shape, true)).isDeepEqualTo(expected);
        assertThat(run(own, pixels, shape, false)[0]).isEqualTo(expected[0]);
    }

    /** The pooled values and, where trained, the gradient of their weighted sum. */
    private float[][] run(Operation pool, float[] pixels, Shape shape, boolean trained) {
        JniUtils.setGradMode(false);
        PtNDArray input = host.create(FloatBuffer.wrap(pixels), shape, DataType.FLOAT32);
        input.setRequiresGradient(trained);
        JniUtils.setGradMode(trained);
        PtNDArray output = pool.apply(input, new Pass(host, ROWS, trained ? Nets.random(1) : null));
        float[] pooled = output.toFloatArray();
        if (!trained) {
            return new float[][] {pooled};
        }
        float[] weights = new float[pooled.length];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = i + 1;
        }
        JniUtils.backward(
                output, host.create(FloatBuffer.wrap(weights), output.getShape(), DataType.FLOAT32), false, false);
        return new float[][] {pooled, input.getGradient().toFloatArray()};
    }

    private static float[] pixels(int each, int values) {
        UniformRandomProvider random = Nets.random(5);
        float[] pixels = new float[ROWS * CHANNELS * each];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = random.nextInt(values) - values / 2;
        }
        return pixels;
    }
}
