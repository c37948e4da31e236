package io.tributary.benchmarks.training;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.JniUtils;
import io.tributary.protocol.model.Layer;
import io.tributary.protocol.model.ModelGraph;
import io.tributary.protocol.model.ModelGraph.Node;
import io.tributary.protocol.model.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * The bare loop that a federated client is held against: the data as one array, a slice for each batch, forward, the
 * engine's own cross-entropy, backward, plain SGD in the engine. No federation, no shuffling, no registry.
 */
final class RawKernels implements AutoCloseable {
    private final PtNDManager manager;
    private final PtNDArray features;
    private final PtNDArray labels;
    private final PtNDArray one;
    private final PtNDArray rate;
    private final List<PtNDArray> parameters = new ArrayList<>();
    private final ModelGraph graph;

    /**
     * @param weights flat, to start from
     * @param features examples x features
     * @param labels one for each example
     */
    RawKernels(ModelGraph graph, ByteBuffer weights, float[] features, long[] labels, float rate) {
        this.graph = graph;
        this.manager = (PtNDManager) Engine.getEngine("PyTorch").newBaseManager(Device.cpu());
        long examples = labels.length;
        this.features = (PtNDArray) manager.create(
                features,
                new Shape(
                        examples,
                        graph.data().channels(),
                        graph.data().height(),
                        graph.data().width()));
        this.labels = (PtNDArray) manager.create(labels, new Shape(examples, 1));
        this.one = (PtNDArray) manager.ones(new Shape(), DataType.FLOAT32);
        this.rate = (PtNDArray) manager.create(rate);
        for (Tensor tensor : graph.layout().tensors()) {
            FloatBuffer values = ByteBuffer.allocateDirect((int) (4 * tensor.size()))
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .put(0, weights, (int) (4 * tensor.offset()), (int) (4 * tensor.size()))
                    .asFloatBuffer();
            PtNDArray array = manager.create(
                    values,
                    new Shape(tensor.shape().stream()
                            .mapToLong(Integer::longValue)
                            .toArray()),
                    DataType.FLOAT32);
            array.setRequiresGradient(true);
            parameters.add(array);
        }
    }

    /** Trains on all examples once. @return the last batch's loss */
    float epoch(int batchSize) {
        float last = 0;
        for (long from = 0; from < labels.getShape().get(0); from += batchSize) {
            long to = Math.min(from + batchSize, labels.getShape().get(0));
            JniUtils.setGradMode(true);
            try (PtNDManager step = (PtNDManager) manager.newSubManager()) {
                PtNDArray x = JniUtils.slice(features, 0, from, to, 1);
                PtNDArray y = JniUtils.slice(labels, 0, from, to, 1);
                x.attach(step);
                y.attach(step);
                PtNDArray shares = JniUtils.logSoftmax(forward(x, to - from), 1, DataType.FLOAT32);
                PtNDArray loss = JniUtils.neg(JniUtils.mean(JniUtils.gather(shares, y, 1)));
                JniUtils.backward(loss, one, false, false);
                JniUtils.setGradMode(false);
                for (PtNDArray parameter : parameters) {
                    try (PtNDArray gradient = parameter.getGradient()) {
                        JniUtils.muli(gradient, rate);
                        JniUtils.subi(parameter, gradient);
                    }
                    JniUtils.zeroGrad(parameter);
                }
                last = loss.getFloat();
            }
        }
        return last;
    }

    private PtNDArray forward(PtNDArray input, long rows) {
        PtNDArray x = input;
        int next = 0;
        for (Node node : graph.nodes()) {
            Layer layer = node.layer();
            if (layer instanceof Layer.Conv conv) {
                Shape stride = new Shape(conv.stride(), conv.stride());
                Shape padding = new Shape(conv.padding(), conv.padding());
                x = JniUtils.convolution(
                        x, parameters.get(next), parameters.get(next + 1), stride, padding, new Shape(1, 1), 1);
                next += 2;
            } else if (layer instanceof Layer.Dense) {
                x = JniUtils.linear(x, parameters.get(next), parameters.get(next + 1));
                next += 2;
            } else if (layer instanceof Layer.MaxPool pool) {
                Shape window = new Shape(pool.size(), pool.size());
                x = JniUtils.maxPool(x, window, window, new Shape(0, 0), false);
            } else if (layer instanceof Layer.Flatten) {
                x = JniUtils.reshape(x, new long[] {rows, -1});
            } else if (layer instanceof Layer.Activation) {
                x = JniUtils.relu(x);
            } else {
                throw new IllegalArgumentException("The bare loop has no " + layer);
            }
        }
        return x;
    }

    @Override
    public void close() {
        manager.close();
    }
}
