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

/**
 * Weights on a device with memory of its own (CUDA): each step copies the weights there and the gradients back, 8 bytes
 * for each parameter; the optimizer runs on the CPU.
 *
 * <p>Tested with a second place in the CPU's memory standing in for the device. No machine with CUDA was at hand, so the
 * copies to and from a real one are unproven.
 */
final class MirroredParameters implements Parameters {
    private final ByteBuffer weights;
    private final PtNDArray staged;
    private final PtNDArray flat;
    private final List<Leaf> leaves = new ArrayList<>();
    private final List<Gradient> gradients = new ArrayList<>();

    private record Leaf(int offset, PtNDArray array, ByteBuffer gradient) {}

    /** @param host owns what is made here, on the CPU */
    MirroredParameters(PtNDManager host, Device device, long parameters) {
        this.weights = HostBatch.allocate(parameters);
        Shape shape = new Shape(parameters);
        this.staged = host.create(weights, shape, DataType.FLOAT32);
        this.flat = (PtNDArray) host.newSubManager(device).zeros(shape, DataType.FLOAT32);
    }

    @Override
    public ByteBuffer weights() {
        return weights;
    }

    @Override
    public PtNDArray leaf(Tensor tensor, long... shape) {
        PtNDArray array = JniUtils.reshape(JniUtils.slice(flat, 0, tensor.offset(), tensor.end(), 1), shape);
        array.setRequiresGradient(true);
        ByteBuffer gradient = HostBatch.allocate(tensor.size());
        leaves.add(new Leaf((int) tensor.offset(), array, gradient));
        gradients.add(new Gradient((int) tensor.offset(), gradient.asFloatBuffer()));
        return array;
    }

    @Override
    public void changed() {
        JniUtils.indexSet(
                flat, staged, new long[] {0}, new long[] {flat.getShape().get(0)}, new long[] {1});
    }

    @Override
    public List<Gradient> gradients() {
        for (Leaf leaf : leaves) {
            try (PtNDArray gradient = leaf.array.getGradient()) {
                leaf.gradient.put(0, gradient.toByteBuffer(false), 0, leaf.gradient.capacity());
            }
            JniUtils.zeroGrad(leaf.array);
        }
        return gradients;
    }
}
