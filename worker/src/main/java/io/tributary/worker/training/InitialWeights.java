package io.tributary.worker.training;

import io.tributary.protocol.model.Tensor;
import io.tributary.protocol.model.WeightLayout;
import io.tributary.protocol.seed.Purpose;
import io.tributary.protocol.seed.Seeds;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import org.apache.commons.rng.UniformRandomProvider;

/** The first weights of a task: each tensor from its own generator, so that a layer more changes no other layer. */
public final class InitialWeights {
    private InitialWeights() {}

    /**
     * @param seed the task's
     * @return direct, little-endian floats; ready to read
     * @throws IllegalArgumentException where the model is larger than one buffer, 2 GiB
     */
    public static ByteBuffer of(WeightLayout layout, long seed) {
        if (4 * layout.size() > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "A model of " + layout.size() + " parameters is larger than one buffer; make its layers smaller.");
        }
        ByteBuffer bytes = ByteBuffer.allocateDirect((int) (4 * layout.size())).order(ByteOrder.LITTLE_ENDIAN);
        FloatBuffer weights = bytes.asFloatBuffer();
        for (int i = 0; i < layout.tensors().size(); i++) {
            fill(weights, layout.tensors().get(i), Seeds.generator(seed, Purpose.INITIALISATION, 0, i));
        }
        return bytes;
    }

    private static void fill(FloatBuffer weights, Tensor tensor, UniformRandomProvider random) {
        float bound = (float) StrictMath.sqrt(6.0 / tensor.fanIn());
        for (int i = (int) tensor.offset(); i < tensor.end(); i++) {
            weights.put(
                    i,
                    switch (tensor.initial()) {
                        case ZEROS -> 0;
                        case ONES -> 1;
                        case HE_UNIFORM -> (2 * random.nextFloat() - 1) * bound;
                    });
        }
    }
}
