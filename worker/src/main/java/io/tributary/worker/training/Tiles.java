package io.tributary.worker.training;

import io.tributary.worker.engine.Network;
import io.tributary.worker.engine.Network.Gradient;
import java.nio.FloatBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Walks weights and gradients in tiles that fit into the first-level cache: copied to arrays, updated there and copied
 * back. Loops over arrays become vector instructions; loops over direct buffers do not.
 */
final class Tiles {
    private static final int SIZE = 1024;

    private final FloatBuffer weights;
    private final float[] weightTile = new float[SIZE];
    private final float[] otherTile = new float[SIZE];

    /** @param weights flat floats */
    Tiles(FloatBuffer weights) {
        this.weights = weights;
    }

    /**
     * One optimizer step with the gradients that the network holds.
     *
     * @param correction what the strategy does to gradients first, null for nothing
     * @param step counts the batches, from 1
     */
    void update(Network network, @Nullable ClientVectors correction, Optimizer optimizer, int step) {
        if (correction == null && optimizer instanceof SgdOptimizer sgd && sgd.plain() && network.descend(sgd.rate())) {
            return;
        }
        for (Gradient gradient : network.gradients()) {
            FloatBuffer values = gradient.values();
            for (int from = 0; from < values.capacity(); from += SIZE) {
                int count = Math.min(SIZE, values.capacity() - from);
                int offset = gradient.offset() + from;
                weights.get(offset, weightTile, 0, count);
                values.get(from, otherTile, 0, count);
                if (correction != null) {
                    correction.correct(otherTile, weightTile, offset, count);
                }
                optimizer.update(step, weightTile, otherTile, offset, count);
                weights.put(offset, weightTile, 0, count);
            }
        }
    }

    /**
     * Subtracts a vector from the weights, in place.
     *
     * @return whether every difference is a finite number
     */
    boolean subtract(FloatBuffer start) {
        boolean finite = true;
        for (int from = 0; from < weights.capacity(); from += SIZE) {
            int count = Math.min(SIZE, weights.capacity() - from);
            weights.get(from, weightTile, 0, count);
            start.get(from, otherTile, 0, count);
            for (int i = 0; i < count; i++) {
                weightTile[i] -= otherTile[i];
            }
            for (int i = 0; i < count; i++) {
                finite &= Float.isFinite(weightTile[i]);
            }
            weights.put(from, weightTile, 0, count);
        }
        return finite;
    }
}
