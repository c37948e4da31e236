package io.tributary.nashpo;

import io.tributary.nashpo.space.Params;
import io.tributary.nashpo.trial.Cost;
import io.tributary.nashpo.trial.Intermediate;
import io.tributary.nashpo.trial.Source;
import io.tributary.nashpo.trial.Suggestion;
import io.tributary.nashpo.trial.Trial;
import io.tributary.protocol.data.DataShape;
import io.tributary.protocol.data.DatasetInfo;
import io.tributary.protocol.task.Registries;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.BooleanNode;

/** Trials and what they need, for tests. */
public final class Trials {
    /** An installation with images of clothes and a table of prices. */
    public static final Registries KNOWN = new Registries(
            List.of(
                    new DatasetInfo(
                            "fashion-mnist",
                            "F",
                            "d",
                            new DataShape(1, 28, 28, 10),
                            List.of("a"),
                            60_000,
                            10_000,
                            0,
                            1),
                    new DatasetInfo("prices", "P", "d", new DataShape(1, 1, 9, 1), List.of(), 900, 100, 0, 1)),
            Map.of(),
            Map.of(),
            List.of("sgd", "adam", "rmsprop"),
            List.of("full", "random"),
            List.of("fedavg"),
            List.of("none", "float16", "quantize", "top-k"));

    private Trials() {}

    public static List<JsonNode> texts(String... values) {
        return Arrays.stream(values)
                .<JsonNode>map(JsonMapper.shared().getNodeFactory()::stringNode)
                .toList();
    }

    public static List<JsonNode> flags() {
        return List.of(BooleanNode.TRUE, BooleanNode.FALSE);
    }

    public static Params params(String json) {
        return JsonMapper.shared().readValue(json.replace('\'', '"'), Params.class);
    }

    /** A smooth landscape: rates near 0.05 and sgd are best. */
    public static double quality(Params params) {
        JsonNode rate = params.get("rate");
        double off = rate == null ? 0 : Math.log10(rate.asDouble() / 0.05);
        JsonNode optimizer = params.get("optimizer");
        return Math.exp(-off * off) * (optimizer == null || optimizer.asString().equals("sgd") ? 1 : 0.8);
    }

    /** A trial that reported these accuracies after rounds 1, 2, ... and runs on, or is complete with the last. */
    public static Trial curve(int number, boolean complete, double... accuracies) {
        Trial trial = Trial.start(
                number,
                Suggestion.of(params("{'rate': " + (number + 1) / 100.0 + "}"), Source.RANDOM),
                Cost.ofRounds(accuracies.length));
        for (int i = 0; i < accuracies.length; i++) {
            trial = trial.report(
                    new Intermediate(i + 1, accuracies[i], 1 - accuracies[i], 100L * i, i), Cost.ofRounds(i + 1));
        }
        return complete
                ? trial.complete(List.of(accuracies[accuracies.length - 1]), Cost.ofRounds(accuracies.length))
                : trial;
    }

    /** A complete trial with these params and values. */
    public static Trial complete(int number, Params params, Double... values) {
        return Trial.start(number, Suggestion.of(params, Source.RANDOM), Cost.NONE)
                .complete(List.of(values), Cost.NONE);
    }

    public static @Nullable String text(Params params, String field) {
        JsonNode value = params.get(field);
        return value == null ? null : value.asString();
    }
}
