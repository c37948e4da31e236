package io.tributary.worker.engine;

import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.JniUtils;
import io.tributary.protocol.model.Layer;
import io.tributary.protocol.model.ModelGraph.Node;
import io.tributary.protocol.model.Tensor;
import io.tributary.worker.engine.Parameters.Leaf;
import java.util.Arrays;
import java.util.List;

/** Turns the nodes of a graph into operations: every layer of the grammar has its engine calls here. */
final class Operations {
    private static final Shape NO_PADDING = new Shape(0, 0);
    private static final Shape NO_DILATION = new Shape(1, 1);

    private final PtNDManager host;
    private final PtNDManager place;
    private final int capacity;
    private final Parameters parameters;

    /**
     * @param host keeps what operations need in Java's memory for as long as the network lives
     * @param place likewise on the device; may be the same
     * @param capacity the most rows a batch may have
     */
    Operations(PtNDManager host, PtNDManager place, int capacity, Parameters parameters) {
        this.host = host;
        this.place = place;
        this.capacity = capacity;
        this.parameters = parameters;
    }

    /** One after the other. */
    Operation chain(List<Node> nodes) {
        Operation[] operations = nodes.stream().map(this::of).toArray(Operation[]::new);
        return (x, pass) -> {
            PtNDArray y = x;
            for (Operation operation : operations) {
                y = operation.apply(y, pass);
            }
            return y;
        };
    }

    private Operation of(Node node) {
        Layer layer = node.layer();
        if (layer instanceof Layer.Conv conv) {
            return convolution(node, conv);
        } else if (layer instanceof Layer.Dense) {
            return dense(node);
        } else if (layer instanceof Layer.Flatten) {
            return flatten(node);
        } else if (layer instanceof Layer.MaxPool pool) {
            return maxPool(node, pool);
        } else if (layer instanceof Layer.AveragePool pool) {
            Shape window = square(pool.size());
            Shape stride = square(pool.stride());
            return (x, pass) -> JniUtils.avgPool(x, window, stride, NO_PADDING, false, false);
        } else if (layer instanceof Layer.GlobalAveragePool) {
            return globalAveragePool(node);
        } else if (layer instanceof Layer.Activation activation) {
            return activation(activation.function());
        } else if (layer instanceof Layer.GroupNorm norm) {
            return groupNormalisation(node, norm.groups());
        } else if (layer instanceof Layer.Dropout dropout) {
            return new DropoutMask(host, place.getDevice(), batch(node.input()), dropout.rate());
        } else if (layer instanceof Layer.Residual) {
            return residual(node);
        }
        throw new IllegalStateException("No operation for " + layer);
    }

    private Operation convolution(Node node, Layer.Conv conv) {
        Leaf weight = leaf(node.parameters().get(0));
        Leaf bias = leaf(node.parameters().get(1));
        Shape stride = square(conv.stride());
        Shape padding = square(conv.padding());
        int groups = conv.groups();
        return (x, pass) -> JniUtils.convolution(x, weight.array(), bias.array(), stride, padding, NO_DILATION, groups);
    }

    private Operation dense(Node node) {
        Leaf weight = leaf(node.parameters().get(0));
        Leaf bias = leaf(node.parameters().get(1));
        return (x, pass) -> JniUtils.linear(x, weight.array(), bias.array());
    }

    private Operation groupNormalisation(Node node, int groups) {
        long[] broadcast = batch(node.input());
        Arrays.fill(broadcast, 1);
        broadcast[1] = node.input().get(0);
        Leaf scale = parameters.leaf(node.parameters().get(0), broadcast);
        Leaf shift = parameters.leaf(node.parameters().get(1), broadcast);
        return new GroupNormalisation(place, batch(node.input()), groups, scale, shift);
    }

    private static Operation flatten(Node node) {
        int features = node.output().get(0);
        return (x, pass) -> JniUtils.reshape(x, new long[] {pass.rows(), features});
    }

    private Operation maxPool(Node node, Layer.MaxPool pool) {
        if (pool.size() == 2 && !place.getDevice().isGpu()) {
            return new PairwiseMaxPool(host, capacity, node.input(), node.output(), pool.stride());
        }
        Shape window = square(pool.size());
        Shape stride = square(pool.stride());
        return (x, pass) -> JniUtils.maxPool(x, window, stride, NO_PADDING, false);
    }

    private static Operation globalAveragePool(Node node) {
        int channels = node.input().get(0);
        int pixels = node.input().get(1) * node.input().get(2);
        return (x, pass) -> JniUtils.mean(JniUtils.reshape(x, new long[] {pass.rows(), channels, pixels}), 2, false);
    }

    /** PyTorch's definitions; leaky ReLU with its default slope of 0.01, GELU with the error function. */
    private static Operation activation(Layer.Function function) {
        return switch (function) {
            case RELU -> (x, pass) -> JniUtils.relu(x);
            case LEAKY_RELU -> (x, pass) -> JniUtils.leakyRelu(x, 0.01);
            case GELU -> (x, pass) -> JniUtils.gelu(x);
            case SILU -> (x, pass) -> JniUtils.mul(x, JniUtils.sigmoid(x));
            case TANH -> (x, pass) -> JniUtils.tanh(x);
            case SIGMOID -> (x, pass) -> JniUtils.sigmoid(x);
        };
    }

    private Operation residual(Node node) {
        Operation body = chain(node.body());
        if (node.shortcut() == null) {
            return (x, pass) -> JniUtils.add(body.apply(x, pass), x);
        }
        Operation shortcut = of(node.shortcut());
        return (x, pass) -> JniUtils.add(body.apply(x, pass), shortcut.apply(x, pass));
    }

    private Leaf leaf(Tensor tensor) {
        return parameters.leaf(
                tensor, tensor.shape().stream().mapToLong(Integer::longValue).toArray());
    }

    private long[] batch(List<Integer> extents) {
        long[] shape = new long[extents.size() + 1];
        shape[0] = capacity;
        for (int i = 1; i < shape.length; i++) {
            shape[i] = extents.get(i - 1);
        }
        return shape;
    }

    private static Shape square(int side) {
        return new Shape(side, side);
    }
}
