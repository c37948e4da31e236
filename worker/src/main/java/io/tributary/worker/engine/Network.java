package io.tributary.worker.engine;

import io.tributary.protocol.model.ModelGraph;
import io.tributary.worker.loss.Loss;
import io.tributary.worker.loss.Targets;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * A network with its weights and the buffers of one batch. Belongs to one thread at a time; several networks may work at
 * the same time without changing each other's bits. Holds native memory until closed.
 */
public interface Network extends AutoCloseable {

    ModelGraph graph();

    /** The most rows a batch may have. */
    int capacity();

    /**
     * The flat weights: direct, little-endian, {@code 4 * graph().parameters()} bytes, always the same memory. Whoever writes
     * into it calls {@link #weightsChanged()} before the network is used again.
     */
    ByteBuffer weights();

    /** Takes notice of new weights: copies them to the device, if that has memory of its own. */
    void weightsChanged();

    /**
     * Where a batch goes: direct, little-endian, {@link #capacity()} rows of {@code graph().data().features()} floats, always
     * the same memory.
     */
    ByteBuffer inputs();

    /**
     * Forward pass without training: dropout does nothing, no gradient is kept.
     *
     * @param rows how many rows of {@link #inputs()} count, from 1 to the capacity
     * @return rows x classes, row-major; more may follow. Valid until the next call
     */
    float[] logits(int rows);

    /**
     * Forward and backward pass of one batch. Leaves the gradient of the batch's mean loss in {@link #gradients()}.
     *
     * @param rows how many rows of {@link #inputs()} count, from 1 to the capacity
     * @param targets what is true of each row
     * @param dropout draws dropout's masks
     * @return the sum of the rows' losses; where it is not finite there are no gradients
     */
    double step(int rows, Targets targets, Loss loss, UniformRandomProvider dropout);

    /** A step on classes, one for each row. */
    default double step(int rows, int[] labels, Loss loss, UniformRandomProvider dropout) {
        return step(rows, Targets.of(labels), loss, dropout);
    }

    /**
     * The gradients that the last {@link #step} left, one for each tensor of the layout. Valid until the next step.
     *
     * @throws IllegalStateException where there are none
     */
    List<Gradient> gradients();

    /**
     * Takes a plain step against the gradients: w -= rate * g, each product and each difference rounded to a float, as Java
     * would have it. The gradients are gone afterwards.
     *
     * @return false where nothing was done, because the engine's weights are not the memory of {@link #weights}
     * @throws IllegalStateException where there are no gradients
     */
    boolean descend(float rate);

    @Override
    void close();

    /**
     * The gradient of one tensor.
     *
     * @param offset index of the tensor's first number in the flat weights
     * @param values as many as the tensor has, row-major; direct memory
     */
    record Gradient(int offset, FloatBuffer values) {}
}
