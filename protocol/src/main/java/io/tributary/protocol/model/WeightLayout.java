package io.tributary.protocol.model;

import java.util.List;

/**
 * Where every tensor of a model lies in one flat vector of 32-bit floats, without gaps, in the order of the layers.
 *
 * @param tensors in the order of their offsets
 */
public record WeightLayout(List<Tensor> tensors) {
    public WeightLayout {
        tensors = List.copyOf(tensors);
        long expected = 0;
        for (Tensor tensor : tensors) {
            if (tensor.offset() != expected) {
                throw new IllegalArgumentException(tensor.name() + " starts at " + tensor.offset()
                        + ", but the tensor before it ends at " + expected);
            }
            expected = tensor.end();
        }
    }

    /** How many numbers the flat vector holds. */
    public long size() {
        return tensors.isEmpty() ? 0 : tensors.get(tensors.size() - 1).end();
    }
}
