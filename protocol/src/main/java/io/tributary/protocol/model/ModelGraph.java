package io.tributary.protocol.model;

import io.tributary.protocol.data.DataShape;
import io.tributary.protocol.model.Tensor.Initial;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A model spec with every shape worked out for one data shape.
 *
 * @param nodes the layers in order
 * @param layout where their parameters lie
 * @param multiplyAdds of one forward pass of one example
 */
public record ModelGraph(DataShape data, List<Node> nodes, WeightLayout layout, long multiplyAdds) {

    /** The most parameters a model may have: 64 GiB of float32. Workers have bounds of their own, which may be lower. */
    public static final long MAX_PARAMETERS = 1L << 34;

    /** The most parameters that fit into one buffer of Java: just under 2 GiB of float32. */
    public static final long ONE_BUFFER = Integer.MAX_VALUE / 4 - 64;

    /**
     * A layer in its place.
     *
     * @param input extents of one example going in: (C, H, W) or (N)
     * @param output extents coming out
     * @param parameters weight then bias, or empty
     * @param body the layers inside a residual block, else empty
     * @param shortcut the 1x1 convolution beside the body, where the shapes differ
     */
    public record Node(
            Layer layer,
            List<Integer> input,
            List<Integer> output,
            List<Tensor> parameters,
            List<Node> body,
            @Nullable Node shortcut) {}

    /**
     * Works the shapes out.
     *
     * @throws InvalidModelException naming the layer that does not fit and why
     */
    public static ModelGraph of(ModelSpec model, DataShape data) {
        Builder builder = new Builder(data);
        List<Layer> layers = model.resolve();
        List<Node> nodes = builder.chain("", layers, List.of(data.channels(), data.height(), data.width()));
        List<Integer> output = nodes.get(nodes.size() - 1).output();
        if (!(layers.get(layers.size() - 1) instanceof Layer.Dense) || output.get(0) != data.classes()) {
            String outputs = data.classes() == 1
                    ? "one output, the number that is predicted;"
                    : data.classes() + " outputs, one for each class of the data set;";
            throw new InvalidModelException(
                    layers.size() - 1,
                    "The last layer must be dense with " + outputs + " leave its units out to get that.");
        }
        return new ModelGraph(data, nodes, new WeightLayout(builder.tensors), builder.multiplyAdds);
    }

    /** How many numbers a model of this graph holds. */
    public long parameters() {
        return layout.size();
    }

    /** A model that cannot be built, with the index of the layer to blame. */
    public static final class InvalidModelException extends RuntimeException {
        private final int layer;
        private final String reason;

        InvalidModelException(int layer, String reason) {
            super(reason);
            this.layer = layer;
            this.reason = reason;
        }

        /** What does not fit, and what to do. */
        public String reason() {
            return reason;
        }

        /** Index in the outermost list of layers. */
        public int layer() {
            return layer;
        }
    }

    /** Walks the layers once, handing out offsets. */
    private static final class Builder {
        private final DataShape data;
        private final List<Tensor> tensors = new ArrayList<>();
        private long parameters;
        private long multiplyAdds;
        private int outermost;

        Builder(DataShape data) {
            this.data = data;
        }

        List<Node> chain(String prefix, List<Layer> layers, List<Integer> input) {
            List<Node> nodes = new ArrayList<>();
            List<Integer> shape = input;
            for (int i = 0; i < layers.size(); i++) {
                if (prefix.isEmpty()) {
                    outermost = i;
                }
                Node node = node(prefix + i + ".", layers.get(i), shape);
                nodes.add(node);
                shape = node.output();
            }
            return nodes;
        }

        private Node node(String name, Layer layer, List<Integer> in) {
            if (layer instanceof Layer.Conv conv) {
                return conv(name, conv, in);
            } else if (layer instanceof Layer.Dense dense) {
                return dense(name, dense, in);
            } else if (layer instanceof Layer.Flatten) {
                image(in, "flatten");
                long numbers = (long) in.get(0) * in.get(1) * in.get(2);
                if (numbers > Integer.MAX_VALUE) {
                    throw invalid("flatten gets " + in + ", more than " + Integer.MAX_VALUE
                            + " numbers; use fewer filters, less padding or a pool before it.");
                }
                return plain(layer, in, List.of((int) numbers));
            } else if (layer instanceof Layer.MaxPool pool) {
                return plain(layer, in, pooled(in, "max-pool", pool.size(), pool.stride()));
            } else if (layer instanceof Layer.AveragePool pool) {
                return plain(layer, in, pooled(in, "average-pool", pool.size(), pool.stride()));
            } else if (layer instanceof Layer.GlobalAveragePool) {
                image(in, "global-average-pool");
                return plain(layer, in, List.of(in.get(0)));
            } else if (layer instanceof Layer.GroupNorm norm) {
                return groupNorm(name, norm, in);
            } else if (layer instanceof Layer.Residual residual) {
                return residual(name, residual, in);
            }
            return plain(layer, in, in);
        }

        private Node conv(String name, Layer.Conv conv, List<Integer> in) {
            image(in, "conv");
            int channels = in.get(0);
            if (channels % conv.groups() != 0 || conv.filters() % conv.groups() != 0) {
                throw invalid("conv has " + conv.groups() + " groups, which must divide both its " + channels
                        + " input channels and its " + conv.filters() + " filters.");
            }
            int height = window(in.get(1), "conv", conv.kernel(), conv.stride(), conv.padding());
            int width = window(in.get(2), "conv", conv.kernel(), conv.stride(), conv.padding());
            int perGroup = channels / conv.groups();
            int fanIn = perGroup * conv.kernel() * conv.kernel();
            List<Tensor> parameters = List.of(
                    tensor(
                            name + "weight",
                            List.of(conv.filters(), perGroup, conv.kernel(), conv.kernel()),
                            Initial.HE_UNIFORM,
                            fanIn),
                    tensor(name + "bias", List.of(conv.filters()), Initial.ZEROS, fanIn));
            multiplyAdds += (long) fanIn * conv.filters() * height * width;
            return new Node(conv, in, List.of(conv.filters(), height, width), parameters, List.of(), null);
        }

        private Node dense(String name, Layer.Dense dense, List<Integer> in) {
            if (in.size() != 1) {
                throw invalid("dense needs a flat input, but gets " + in
                        + "; put a flatten or a global-average-pool before it.");
            }
            int units = dense.units() == null ? data.classes() : dense.units();
            int fanIn = in.get(0);
            List<Tensor> parameters = List.of(
                    tensor(name + "weight", List.of(units, fanIn), Initial.HE_UNIFORM, fanIn),
                    tensor(name + "bias", List.of(units), Initial.ZEROS, fanIn));
            multiplyAdds += (long) fanIn * units;
            return new Node(dense, in, List.of(units), parameters, List.of(), null);
        }

        private Node groupNorm(String name, Layer.GroupNorm norm, List<Integer> in) {
            int channels = in.get(0);
            if (channels % norm.groups() != 0) {
                throw invalid("group-norm has " + norm.groups() + " groups, which must divide its " + channels
                        + " channels.");
            }
            List<Tensor> parameters = List.of(
                    tensor(name + "weight", List.of(channels), Initial.ONES, 1),
                    tensor(name + "bias", List.of(channels), Initial.ZEROS, 1));
            return new Node(norm, in, in, parameters, List.of(), null);
        }

        private Node residual(String name, Layer.Residual residual, List<Integer> in) {
            image(in, "residual");
            List<Node> body = chain(name + "body.", residual.layers(), in);
            List<Integer> out = body.get(body.size() - 1).output();
            if (out.size() != 3) {
                throw invalid("The body of a residual must end with an image, but ends with " + out + ".");
            }
            if (out.equals(in)) {
                return new Node(residual, in, out, List.of(), body, null);
            }
            int stride = Math.max(1, (in.get(1) + out.get(1) - 1) / out.get(1));
            Node shortcut = conv(name + "shortcut.", Layer.Conv.of(out.get(0), 1, stride, 0), in);
            if (!shortcut.output().equals(out)) {
                throw invalid("The body of a residual turns " + in + " into " + out
                        + ", which no 1x1 convolution with a stride can match; use padding = (kernel - 1) / 2.");
            }
            return new Node(residual, in, out, List.of(), body, shortcut);
        }

        private Node plain(Layer layer, List<Integer> in, List<Integer> out) {
            return new Node(layer, in, out, List.of(), List.of(), null);
        }

        private List<Integer> pooled(List<Integer> in, String what, int size, int stride) {
            image(in, what);
            return List.of(
                    in.get(0), window(in.get(1), what, size, stride, 0), window(in.get(2), what, size, stride, 0));
        }

        private int window(int extent, String what, int size, int stride, int padding) {
            if (size > extent + 2 * padding) {
                throw invalid(what + " looks at " + size + " pixels, but its input has only " + (extent + 2 * padding)
                        + " with padding; use a smaller one, more padding or fewer pools before it.");
            }
            return (extent + 2 * padding - size) / stride + 1;
        }

        private void image(List<Integer> in, String what) {
            if (data.channels() == 1 && data.height() == 1 && !what.equals("flatten")) {
                throw invalid(what + " looks at neighbouring pixels, but an example here is a row of " + data.width()
                        + " numbers; use the preset logistic or mlp, or flatten and dense layers.");
            }
            if (in.size() != 3) {
                throw invalid(what + " needs an image (channels, height, width), but gets " + in + ".");
            }
        }

        private Tensor tensor(String name, List<Integer> shape, Initial initial, int fanIn) {
            Tensor tensor = new Tensor(name, shape, parameters, initial, fanIn);
            if (tensor.end() > MAX_PARAMETERS) {
                throw invalid("The model passes " + MAX_PARAMETERS + " parameters here; make its layers smaller.");
            }
            tensors.add(tensor);
            parameters = tensor.end();
            return tensor;
        }

        private InvalidModelException invalid(String message) {
            return new InvalidModelException(outermost, message);
        }
    }
}
