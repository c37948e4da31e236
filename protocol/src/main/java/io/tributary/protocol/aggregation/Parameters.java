package io.tributary.protocol.aggregation;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Values of a strategy's parameters.
 *
 * @param values by name; finite
 */
public record Parameters(SortedMap<String, Double> values) {
    /** None at all. */
    public static final Parameters NONE = new Parameters(new TreeMap<>());

    public Parameters {
        values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
    }

    /** Values as a task spec has them. */
    public static Parameters of(Map<String, Number> given) {
        SortedMap<String, Double> all = new TreeMap<>();
        given.forEach((name, value) -> all.put(name, value.doubleValue()));
        return new Parameters(all);
    }

    /** The value of a declared parameter. */
    double get(Parameter parameter) {
        return values.getOrDefault(parameter.name(), parameter.standard());
    }

    /** The value of a declared parameter that is a whole number. */
    int count(Parameter parameter) {
        return (int) Math.round(get(parameter));
    }
}
