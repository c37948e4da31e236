package io.tributary.worker.engine;

import io.tributary.protocol.data.DataShape;
import io.tributary.protocol.model.Layer;
import io.tributary.protocol.model.ModelGraph;
import io.tributary.protocol.model.ModelSpec;
import io.tributary.worker.engine.Network.Gradient;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;

/** Small networks full of random numbers. */
final class Nets {
    private Nets() {}

    static ModelGraph graph(DataShape data, Layer... layers) {
        return ModelGraph.of(new ModelSpec(null, List.of(layers)), data);
    }

    /** The layers, then flatten and an identity matrix: the logits are what the layers put out. */
    static Network bare(DataShape image, int outputs, int capacity, Layer... layers) {
        DataShape data = new DataShape(image.channels(), image.height(), image.width(), outputs);
        Layer[] all = Stream.concat(Arrays.stream(layers), Stream.of(new Layer.Flatten(), new Layer.Dense(null)))
                .toArray(Layer[]::new);
        Network network = Torch.network(graph(data, all), capacity, "cpu");
        FloatBuffer weights = network.weights().asFloatBuffer();
        int identity = weights.capacity() - outputs * outputs - outputs;
        for (int i = 0; i < outputs; i++) {
            weights.put(identity + i * outputs + i, 1);
        }
        network.weightsChanged();
        return network;
    }

    static UniformRandomProvider random(long seed) {
        return RandomSource.XO_SHI_RO_256_PP.create(seed);
    }

    /** Numbers in [-1, 1). */
    static void fill(FloatBuffer target, long seed) {
        UniformRandomProvider random = random(seed);
        for (int i = 0; i < target.capacity(); i++) {
            target.put(i, 2 * random.nextFloat() - 1);
        }
    }

    /** The gradients as one flat vector, in the weights' order. */
    static float[] gradients(Network network) {
        float[] flat = new float[(int) network.graph().parameters()];
        for (Gradient gradient : network.gradients()) {
            gradient.values().get(0, flat, gradient.offset(), gradient.values().capacity());
        }
        return flat;
    }

    static float[] copy(FloatBuffer values) {
        float[] copy = new float[values.capacity()];
        values.get(0, copy);
        return copy;
    }
}
