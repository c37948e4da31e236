package io.tributary.protocol.model;

import java.util.List;

/**
 * One named parameter tensor and its place in the flat weights.
 *
 * @param name as PyTorch's {@code nn.Sequential} would name it, such as {@code 3.weight}
 * @param shape row-major extents
 * @param offset index of its first number in the flat weights
 * @param initial how it starts
 * @param fanIn inputs that one output sees; scales {@link Initial#HE_UNIFORM}
 */
public record Tensor(String name, List<Integer> shape, long offset, Initial initial, int fanIn) {
    public Tensor {
        shape = List.copyOf(shape);
    }

    /** How a tensor starts. */
    public enum Initial {
        ZEROS,
        ONES,
        /** Uniform in +-sqrt(6 / fanIn): He et al. 2015 (arXiv 1502.01852), eq. 10, with the variance of a uniform law. */
        HE_UNIFORM
    }

    /** How many numbers it holds. */
    public long size() {
        return shape.stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact);
    }

    /** One past the index of its last number. */
    public long end() {
        return offset + size();
    }
}
