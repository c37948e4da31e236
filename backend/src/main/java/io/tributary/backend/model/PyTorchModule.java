package io.tributary.backend.model;

import io.tributary.orchestrator.task.Task;
import io.tributary.protocol.data.DatasetInfo;
import io.tributary.protocol.model.Layer;
import io.tributary.protocol.model.ModelGraph;
import io.tributary.protocol.model.ModelGraph.Node;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes {@code model.py}: the same network as an {@code nn.Sequential} whose parameter names are those of the safetensors
 * file, a loader that needs nothing but PyTorch, and a check against IDX files. All text from outside goes in as an escaped
 * literal.
 */
final class PyTorchModule {
    /** A JSON string of ASCII characters is also a Python string. */
    private static final JsonMapper LITERAL =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private PyTorchModule() {}

    static String source(Task task, ModelGraph graph, Optional<DatasetInfo> dataset) {
        return TEMPLATE.replace("@TASK@", task.id())
                .replace(
                        "@SHAPE@",
                        graph.data().channels() + ", " + graph.data().height() + ", "
                                + graph.data().width())
                .replace(
                        "@LABELS@",
                        LITERAL.writeValueAsString(
                                dataset.map(DatasetInfo::labels).orElse(List.of())))
                .replace(
                        "@MEAN@", Double.toString(dataset.map(DatasetInfo::mean).orElse(0.0)))
                .replace(
                        "@DEVIATION@",
                        Double.toString(dataset.map(DatasetInfo::deviation).orElse(1.0)))
                .replace("@LAYERS@", layers(graph.nodes(), "        "));
    }

    private static String layers(List<Node> nodes, String indent) {
        return nodes.stream()
                .map(node -> indent + layer(node, indent) + ",\n")
                .collect(Collectors.joining())
                .stripTrailing();
    }

    private static String layer(Node node, String indent) {
        Layer layer = node.layer();
        if (layer instanceof Layer.Conv conv) {
            return conv(node, conv);
        } else if (layer instanceof Layer.Dense) {
            return "nn.Linear(" + node.input().get(0) + ", " + node.output().get(0) + ")";
        } else if (layer instanceof Layer.Flatten) {
            return "nn.Flatten()";
        } else if (layer instanceof Layer.MaxPool pool) {
            return "nn.MaxPool2d(" + pool.size() + ", stride=" + pool.stride() + ")";
        } else if (layer instanceof Layer.AveragePool pool) {
            return "nn.AvgPool2d(" + pool.size() + ", stride=" + pool.stride() + ")";
        } else if (layer instanceof Layer.GlobalAveragePool) {
            return "GlobalAveragePool()";
        } else if (layer instanceof Layer.Activation activation) {
            return activation(activation.function());
        } else if (layer instanceof Layer.GroupNorm norm) {
            return "nn.GroupNorm(" + norm.groups() + ", " + node.input().get(0) + ")";
        } else if (layer instanceof Layer.Dropout dropout) {
            return "nn.Dropout(" + dropout.rate() + ")";
        } else if (layer instanceof Layer.Residual) {
            String body = "nn.Sequential(\n" + layers(node.body(), indent + "        ") + "\n" + indent + "    )";
            Node shortcut = node.shortcut();
            String beside =
                    shortcut != null && shortcut.layer() instanceof Layer.Conv conv ? conv(shortcut, conv) : "None";
            return "Residual(\n" + indent + "    " + body + ",\n" + indent + "    " + beside + ",\n" + indent + ")";
        }
        throw new IllegalStateException("A layer that PyTorch code is not written for: " + layer);
    }

    private static String conv(Node node, Layer.Conv conv) {
        return String.format(
                Locale.ROOT,
                "nn.Conv2d(%d, %d, %d, stride=%d, padding=%d, groups=%d)",
                node.input().get(0),
                conv.filters(),
                conv.kernel(),
                conv.stride(),
                conv.padding(),
                conv.groups());
    }

    private static String activation(Layer.Function function) {
        return switch (function) {
            case RELU -> "nn.ReLU()";
            case LEAKY_RELU -> "nn.LeakyReLU()";
            case GELU -> "nn.GELU()";
            case SILU -> "nn.SiLU()";
            case TANH -> "nn.Tanh()";
            case SIGMOID -> "nn.Sigmoid()";
        };
    }

    private static final String TEMPLATE = """
            \"""A model trained by Tributary, task @TASK@.

            Needs PyTorch and nothing else:

                import model
                net = model.load()
                logits = net(model.normalise(pixels))   # pixels: (N, @SHAPE@), 0..255

            To test it on IDX files:  python3 model.py images-idx3-ubyte.gz labels-idx1-ubyte.gz
            \"""

            import gzip
            import json
            import pathlib
            import struct
            import sys

            import torch
            from torch import nn

            SHAPE = (@SHAPE@)
            LABELS = @LABELS@
            MEAN = @MEAN@
            DEVIATION = @DEVIATION@


            class GlobalAveragePool(nn.Module):
                def forward(self, x):
                    return x.mean(dim=(2, 3))


            class Residual(nn.Module):
                def __init__(self, body, shortcut):
                    super().__init__()
                    self.body = body
                    self.shortcut = shortcut

                def forward(self, x):
                    return self.body(x) + (x if self.shortcut is None else self.shortcut(x))


            def build():
                return nn.Sequential(
            @LAYERS@
                )


            def load(path=pathlib.Path(__file__).with_name("model.safetensors")):
                data = bytearray(pathlib.Path(path).read_bytes())
                (size,) = struct.unpack("<Q", data[:8])
                header = json.loads(data[8 : 8 + size])
                header.pop("__metadata__", None)
                state = {}
                for name, entry in header.items():
                    start, end = entry["data_offsets"]
                    numbers = data[8 + size + start : 8 + size + end]
                    state[name] = torch.frombuffer(numbers, dtype=torch.float32).reshape(entry["shape"])
                net = build()
                net.load_state_dict(state)
                return net.eval()


            def normalise(pixels):
                return (pixels.float() / 255 - MEAN) / DEVIATION


            def read_idx(path):
                with gzip.open(path, "rb") as file:
                    data = bytearray(file.read())
                extents = struct.unpack(">" + "I" * data[3], data[4 : 4 + 4 * data[3]])
                return torch.frombuffer(data, dtype=torch.uint8, offset=4 + 4 * data[3]).reshape(extents)


            def accuracy(net, pixels, labels):
                right = 0
                with torch.no_grad():
                    for start in range(0, len(labels), 500):
                        batch = normalise(pixels[start : start + 500].reshape(-1, *SHAPE))
                        right += int((net(batch).argmax(dim=1) == labels[start : start + 500]).sum())
                return right / len(labels)


            if __name__ == "__main__":
                if len(sys.argv) != 3:
                    sys.exit("usage: python3 model.py images-idx3-ubyte.gz labels-idx1-ubyte.gz")
                print(accuracy(load(), read_idx(sys.argv[1]), read_idx(sys.argv[2])))
            """;
}
