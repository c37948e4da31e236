package io.tributary.protocol.aggregation;

import java.util.Collections;
import java.util.List;
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

    /** The given values of declared parameters, and the defaults of the others; values that nobody declared are left as they are. */
    public static Parameters of(Map<String, Double> given, List<Parameter> declared) {
        SortedMap<String, Double> all = new TreeMap<>(given);
        declared.forEach(parameter -> all.putIfAbsent(parameter.name(), parameter.standard()));
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
