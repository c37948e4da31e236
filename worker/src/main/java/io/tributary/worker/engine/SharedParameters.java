package io.tributary.worker.engine;

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
 * Weights on the CPU: Java and the engine work in the same memory. Gradients too, once there are any: the engine keeps
 * adding to the same arrays.
 */
final class SharedParameters implements Parameters {
    private final ByteBuffer weights;
    private final PtNDArray flat;
    private final List<Leaf> leaves = new ArrayList<>();
    private List<Gradient> gradients = List.of();

    private record Leaf(int offset, PtNDArray array) {}

    SharedParameters(PtNDManager host, long parameters) {
        this.weights = HostBatch.allocate(parameters);
        this.flat = host.create(weights, new Shape(parameters), DataType.FLOAT32);
    }

    @Override
    public ByteBuffer weights() {
        return weights;
    }

    @Override
    public PtNDArray leaf(Tensor tensor, long... shape) {
        PtNDArray array = JniUtils.reshape(JniUtils.slice(flat, 0, tensor.offset(), tensor.end(), 1), shape);
        array.setRequiresGradient(true);
        leaves.add(new Leaf((int) tensor.offset(), array));
        return array;
    }

    @Override
    public void changed() {
        // The engine reads the memory that was written.
    }

    @Override
    public List<Gradient> gradients() {
        if (gradients.isEmpty()) {
            gradients = leaves.stream()
                    .map(leaf -> new Gradient(
                            leaf.offset,
                            leaf.array.getGradient().toByteBuffer(true).asFloatBuffer()))
                    .toList();
        }
        return gradients;
    }
}
