package io.tributary.protocol.task;

import io.tributary.protocol.aggregation.Parameter;
import io.tributary.protocol.aggregation.Strategies;
import io.tributary.protocol.aggregation.Strategy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ObjectNode;

/** The parameters of all strategies in the task schema, each with the strategies for which it matters. */
final class StrategyParameters {
    private StrategyParameters() {}

    /** Puts them among the properties of {@code aggregation}. */
    static void describe(ObjectNode properties) {
        properties.remove("parameters");
        Map<String, List<Strategy>> users = new LinkedHashMap<>();
        for (Strategy strategy : Strategies.all()) {
            for (Parameter parameter : strategy.parameters()) {
                users.computeIfAbsent(parameter.name(), unused -> new ArrayList<>())
                        .add(strategy);
            }
        }
        users.forEach((name, strategies) -> describe(properties.putObject(name), name, strategies));
    }

    private static void describe(ObjectNode property, String name, List<Strategy> strategies) {
        Map<String, Parameter> byStrategy = new LinkedHashMap<>();
        strategies.forEach(strategy -> byStrategy.put(strategy.id(), of(strategy, name)));
        Parameter first = byStrategy.values().iterator().next();
        boolean oneDefault = byStrategy.values().stream()
                        .mapToDouble(Parameter::standard)
                        .distinct()
                        .count()
                == 1;
        property.put("type", first.whole() ? "integer" : "number");
        property.put("title", first.title());
        property.put("description", first.help() + (oneDefault ? "" : " Left out: " + defaults(byStrategy) + "."));
        bound(property, first.openLow() ? "exclusiveMinimum" : "minimum", first.low(), first.whole());
        bound(property, first.openHigh() ? "exclusiveMaximum" : "maximum", first.high(), first.whole());
        if (oneDefault) {
            bound(property, "default", first.standard(), first.whole());
        } else {
            property.put("x-empty", "by strategy");
        }
        property.put(Conditions.KEYWORD, "strategy=" + String.join(",", byStrategy.keySet()));
    }

    private static Parameter of(Strategy strategy, String name) {
        return strategy.parameters().stream()
                .filter(parameter -> parameter.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** The strategies by their default, as in "1 for fedavgm, ef21; 0.01 for fedadam". */
    private static String defaults(Map<String, Parameter> byStrategy) {
        Map<Double, List<String>> byDefault = new LinkedHashMap<>();
        byStrategy.forEach((id, parameter) -> byDefault
                .computeIfAbsent(parameter.standard(), unused -> new ArrayList<>())
                .add(id));
        return byDefault.entrySet().stream()
                .map(entry -> entry.getKey() + " for " + String.join(", ", entry.getValue()))
                .collect(Collectors.joining("; "));
    }

    private static void bound(ObjectNode property, String keyword, double value, boolean whole) {
        if (whole) {
            property.put(keyword, (long) value);
        } else {
            property.put(keyword, value);
        }
    }
}
