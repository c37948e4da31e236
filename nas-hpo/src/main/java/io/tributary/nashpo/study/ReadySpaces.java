package io.tributary.nashpo.study;

import io.tributary.nashpo.space.Dimension;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Spaces to start from, by name; ranges hold what the literature uses for small networks. */
public final class ReadySpaces {
    private ReadySpaces() {}

    /** All of them, in the order of a menu. */
    public static Map<String, List<Dimension>> all() {
        Map<String, List<Dimension>> all = new LinkedHashMap<>();
        all.put("training", training());
        all.put("federation", federation());
        all.put("traffic", traffic());
        return all;
    }

    /** How a client trains. */
    static List<Dimension> training() {
        return List.of(
                Dimension.choice("training.optimizer", texts("sgd", "adam")),
                Dimension.real("training.learningRate", 1e-4, 1, true),
                Dimension.real("training.momentum", 0, 0.99, false).when("training.optimizer", texts("sgd")),
                Dimension.whole("training.batchSize", 8, 128, true),
                Dimension.whole("training.localEpochs", 1, 8, false),
                Dimension.choice("training.schedule", texts("constant", "linear", "cosine")));
    }

    /** How clients and server work together. */
    private static List<Dimension> federation() {
        return List.of(
                Dimension.real("training.learningRate", 1e-3, 1, true),
                Dimension.whole("training.localEpochs", 1, 8, false),
                Dimension.real("clients.fraction", 0.1, 1, false),
                Dimension.choice("aggregation.weighting", texts("examples", "uniform")));
    }

    /** How much travels; for the objectives accuracy and bytes together. */
    private static List<Dimension> traffic() {
        String uplink = "compression.uplink.scheme";
        return List.of(
                Dimension.choice(uplink, texts("none", "float16", "quantize", "top-k")),
                Dimension.whole("compression.uplink.bits", 1, 8, false).when(uplink, texts("quantize")),
                Dimension.real("compression.uplink.keep", 0.001, 0.2, true).when(uplink, texts("top-k")),
                Dimension.real("clients.fraction", 0.1, 1, false),
                Dimension.whole("training.localEpochs", 1, 8, false),
                Dimension.real("training.learningRate", 1e-3, 1, true));
    }

    private static List<JsonNode> texts(String... values) {
        JsonMapper json = JsonMapper.shared();
        return java.util.Arrays.stream(values)
                .<JsonNode>map(json.getNodeFactory()::stringNode)
                .toList();
    }
}
