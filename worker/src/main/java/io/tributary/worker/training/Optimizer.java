package io.tributary.worker.training;

/**
 * A rule that turns gradients into steps; formulas and defaults are PyTorch's. Has the state of one client's training.
 *
 * <p>Only {@code + - * /} and square roots on floats, so that every Java version gives the same bits.
 */
interface Optimizer {

    /** Whether {@link #update} must get whole tensors, one after the other, instead of slices of them. */
    default boolean needsTensors() {
        return false;
    }

    /**
     * Updates a tile of the weights.
     *
     * @param step counts the batches, from 1
     * @param weights the tile, from index 0; changed
     * @param gradient its gradient; may be used as scratch
     * @param offset index of the tile's first number in the flat weights
     * @param count numbers in the tile
     */
    void update(int step, float[] weights, float[] gradient, int offset, int count);
}
