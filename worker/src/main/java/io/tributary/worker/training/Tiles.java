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
    /** A whole tensor, where the optimizer needs that; grown as needed. */
    private float[] weightTensor = {};

    private float[] gradientTensor = {};

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
            if (optimizer.needsTensors()) {
                updateTensor(gradient, correction, optimizer, step);
            } else {
                updateTiles(gradient, correction, optimizer, step);
            }
        }
    }

    private void updateTiles(Gradient gradient, @Nullable ClientVectors correction, Optimizer optimizer, int step) {
        int size = gradient.values().capacity();
        for (int from = 0; from < size; from += SIZE) {
            int count = Math.min(SIZE, size - from);
            int offset = gradient.offset() + from;
            load(gradient, from, count, correction);
            optimizer.update(step, weightTile, otherTile, offset, count);
            weights.put(offset, weightTile, 0, count);
        }
    }

    private void updateTensor(Gradient gradient, @Nullable ClientVectors correction, Optimizer optimizer, int step) {
        int size = gradient.values().capacity();
        if (weightTensor.length < size) {
            weightTensor = new float[size];
            gradientTensor = new float[size];
        }
        for (int from = 0; from < size; from += SIZE) {
            int count = Math.min(SIZE, size - from);
            load(gradient, from, count, correction);
            System.arraycopy(weightTile, 0, weightTensor, from, count);
            System.arraycopy(otherTile, 0, gradientTensor, from, count);
        }
        optimizer.update(step, weightTensor, gradientTensor, gradient.offset(), size);
        weights.put(gradient.offset(), weightTensor, 0, size);
    }

    /** Fills the tiles with a slice of the weights and of their gradient, corrected. */
    private void load(Gradient gradient, int from, int count, @Nullable ClientVectors correction) {
        int offset = gradient.offset() + from;
        weights.get(offset, weightTile, 0, count);
        gradient.values().get(from, otherTile, 0, count);
        if (correction != null) {
            correction.correct(otherTile, weightTile, offset, count);
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
