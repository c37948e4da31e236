package io.tributary.worker.engine;

import ai.djl.Device;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.JniUtils;
import io.tributary.protocol.model.Tensor;
import io.tributary.worker.engine.Network.Gradient;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A network's weights: flat in Java's memory, and as arrays that the engine collects gradients for.
 *
 * <p>On the CPU the arrays are views of Java's memory. A device with memory of its own (CUDA) gets a mirror: each step copies
 * the weights there and the gradients back, 8 bytes for each parameter, and the optimizer runs on the CPU. That path is
 * tested with a second place in the CPU's memory for the mirror; no machine with CUDA was at hand, so the copies to and from
 * a real device are unproven.
 */
final class Parameters {
    private final PtNDManager host;
    private final ByteBuffer weights;
    private final PtNDArray staged;
    private final @Nullable PtNDArray mirror;
    private final List<Leaf> leaves = new ArrayList<>();
    private @Nullable PtNDManager step;
    private @Nullable PtNDArray factor;
    private float factorValue;

    /** One tensor as the engine sees it: another array in each step. */
    static final class Leaf {
        private final int offset;
        private final PtNDArray view;
        private PtNDArray array;

        private Leaf(int offset, PtNDArray view) {
            this.offset = offset;
            this.view = view;
            this.array = view;
        }

        PtNDArray array() {
            return array;
        }
    }

    private Parameters(PtNDManager host, long count, @Nullable Device device) {
        Shape shape = new Shape(count);
        this.host = host;
        this.weights = HostBatch.allocate(count);
        this.staged = host.create(weights, shape, DataType.FLOAT32);
        this.mirror =
                device == null ? null : (PtNDArray) host.newSubManager(device).zeros(shape, DataType.FLOAT32);
    }

    /**
     * Zeros that the CPU works on where they lie.
     *
     * @param host owns all that is made here
     */
    static Parameters shared(PtNDManager host, long count) {
        return new Parameters(host, count, null);
    }

    /**
     * Zeros with a mirror on a device.
     *
     * @param host owns all that is made here
     */
    static Parameters mirrored(PtNDManager host, long count, Device device) {
        return new Parameters(host, count, device);
    }

    /** The flat weights in Java's memory. */
    ByteBuffer weights() {
        return weights;
    }

    /**
     * A tensor for an operation. Called once for each tensor, while the network is built.
     *
     * @param shape as many numbers as the tensor has; operations choose the extents that suit them
     */
    Leaf leaf(Tensor tensor, long... shape) {
        PtNDArray slice = JniUtils.slice(mirror == null ? staged : mirror, 0, tensor.offset(), tensor.end(), 1);
        Leaf leaf = new Leaf((int) tensor.offset(), JniUtils.reshape(slice, shape));
        leaves.add(leaf);
        return leaf;
    }

    /** Takes notice of new weights. */
    void changed() {
        if (mirror != null) {
            long count = weights.capacity() / 4;
            JniUtils.indexSet(mirror, staged, new long[] {0}, new long[] {count}, new long[] {1});
        }
    }

    /**
     * Gives every leaf an array without a gradient, before a step. The engine adds to a gradient that is there already: new
     * arrays save it the addition and Java the zeros, a few per cent of a step.
     */
    void renew() {
        if (step != null) {
            step.close();
        }
        step = (PtNDManager) host.newSubManager();
        for (Leaf leaf : leaves) {
            leaf.array = JniUtils.detachGradient(leaf.view);
            leaf.array.attach(step);
            leaf.array.setRequiresGradient(true);
        }
    }

    /** The gradients of the step since {@link #renew()}; valid until the next one. */
    List<Gradient> gradients() {
        List<Gradient> gradients = new ArrayList<>(leaves.size());
        for (Leaf leaf : leaves) {
            gradients.add(
                    new Gradient(leaf.offset, gradient(leaf).toByteBuffer(true).asFloatBuffer()));
        }
        return gradients;
    }

    private static PtNDArray gradient(Leaf leaf) {
        PtNDArray gradient = JniUtils.getGradient(leaf.array);
        if (gradient == null) {
            throw new IllegalStateException("There are no gradients: no step was made, or its loss was not finite");
        }
        return gradient;
    }

    /**
     * w -= rate * g where the weights lie, in two passes of the engine. Called with gradients off.
     *
     * @return false where the weights that count are Java's, not the engine's
     */
    boolean descend(float rate) {
        if (mirror != null) {
            return false;
        }
        if (factor == null || rate != factorValue) {
            if (factor != null) {
                factor.close();
            }
            factor = (PtNDArray) host.create(rate);
            factorValue = rate;
        }
        for (Leaf leaf : leaves) {
            PtNDArray gradient = gradient(leaf);
            JniUtils.muli(gradient, factor);
            JniUtils.subi(leaf.view, gradient);
        }
        return true;
    }
}
