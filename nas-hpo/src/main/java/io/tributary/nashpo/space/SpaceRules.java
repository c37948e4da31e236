package io.tributary.nashpo.space;

import io.tributary.protocol.error.FieldError;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** What can be wrong with dimensions whatever the fields mean. */
final class SpaceRules {
    /** More would make a model of the space that knows nothing; the form shows far fewer. */
    private static final int MOST = 64;

    private SpaceRules() {}

    static List<FieldError> check(List<Dimension> dimensions) {
        List<FieldError> errors = new ArrayList<>();
        if (dimensions.isEmpty()) {
            errors.add(new FieldError("space", "The space is empty; name at least one field to search."));
        }
        if (dimensions.size() > MOST) {
            errors.add(new FieldError(
                    "space", "The space has " + dimensions.size() + " fields; at most " + MOST + " can be searched."));
        }
        Map<String, Integer> places = new HashMap<>();
        for (int i = 0; i < dimensions.size(); i++) {
            String at = "space[" + i + "]";
            Dimension dimension = dimensions.get(i);
            Integer before = places.putIfAbsent(dimension.field(), i);
            if (before != null) {
                errors.add(new FieldError(
                        at + ".field",
                        dimension.field() + " stands in the space twice, first in space[" + before + "]."));
            }
            if (dimension.numeric()) {
                number(dimension, at, errors);
            } else {
                choice(dimension, at, errors);
            }
        }
        if (errors.isEmpty()) {
            conditions(dimensions, places, errors);
        }
        return errors;
    }

    private static void number(Dimension dimension, String at, List<FieldError> errors) {
        if (dimension.choices() != null) {
            errors.add(new FieldError(
                    at + ".choices", "A range has low and high; use type choice to list " + dimension.field() + "."));
        }
        Double low = dimension.low();
        Double high = dimension.high();
        if (low == null || high == null || !Double.isFinite(low) || !Double.isFinite(high)) {
            errors.add(new FieldError(
                    at + (low == null || !Double.isFinite(low) ? ".low" : ".high"),
                    dimension.field() + " needs a low and a high number."));
            return;
        }
        if (low > high) {
            errors.add(new FieldError(
                    at + ".low",
                    "low is " + plain(low) + ", above high, which is " + plain(high) + "; exchange them."));
        }
        if (dimension.log() && low <= 0) {
            errors.add(new FieldError(
                    at + ".low",
                    "low is " + plain(low) + "; a logarithmic scale has no zero, so it must be more than 0, or log"
                            + " false."));
        }
        if (dimension.type() == Dimension.Type.INT && (low != Math.rint(low) || high != Math.rint(high))) {
            errors.add(new FieldError(
                    at + ".low", plain(low) + " to " + plain(high) + " must be whole numbers for an int."));
        }
        Double step = dimension.step();
        if (step == null) {
            return;
        }
        if (!(step > 0) || Double.isInfinite(step)) {
            errors.add(new FieldError(at + ".step", "step is " + plain(step) + "; it must be more than 0."));
        } else if (dimension.log() && !(dimension.type() == Dimension.Type.INT && step == 1)) {
            errors.add(new FieldError(
                    at + ".step", "Even steps and a logarithmic scale exclude each other; leave one out."));
        } else if (dimension.type() == Dimension.Type.INT && step != Math.rint(step)) {
            errors.add(new FieldError(at + ".step", "step is " + plain(step) + "; an int steps by whole numbers."));
        } else if (step > high - low && low < high) {
            errors.add(new FieldError(
                    at + ".step", "step is " + plain(step) + ", more than the range; only low could be tried."));
        }
    }

    private static void choice(Dimension dimension, String at, List<FieldError> errors) {
        if (dimension.low() != null || dimension.high() != null || dimension.step() != null || dimension.log()) {
            errors.add(new FieldError(
                    at, dimension.field() + " is a choice: it has choices, and no low, high, step or log."));
        }
        if (dimension.choices() == null || dimension.choices().isEmpty()) {
            errors.add(new FieldError(at + ".choices", dimension.field() + " needs at least one value to choose."));
            return;
        }
        List<JsonNode> choices = dimension.options();
        for (int i = 0; i < choices.size(); i++) {
            JsonNode choice = choices.get(i);
            String where = at + ".choices[" + i + "]";
            if (!choice.isNumber() && !choice.isString() && !choice.isBoolean()) {
                errors.add(new FieldError(where, "A choice is a number, a text, true or false, not " + choice + "."));
            } else if (choices.subList(0, i).stream().anyMatch(other -> Values.same(other, choice))) {
                errors.add(new FieldError(where, choice + " is listed twice."));
            }
        }
    }

    private static void conditions(List<Dimension> dimensions, Map<String, Integer> places, List<FieldError> errors) {
        for (int i = 0; i < dimensions.size(); i++) {
            Condition when = dimensions.get(i).when();
            if (when == null) {
                continue;
            }
            String at = "space[" + i + "].when";
            Integer parent = places.get(when.field());
            if (parent == null) {
                errors.add(new FieldError(
                        at + ".field",
                        when.field() + " is not in the space; add it, or leave when out to search "
                                + dimensions.get(i).field() + " always."));
                continue;
            }
            if (when.is().isEmpty()) {
                errors.add(new FieldError(at + ".is", "The condition names no value, so it never holds."));
            }
            for (JsonNode value : when.is()) {
                if (!dimensions.get(parent).contains(value)) {
                    errors.add(new FieldError(
                            at + ".is",
                            when.field() + " is never " + value + " in this space; name one of its values."));
                }
            }
        }
        if (!errors.isEmpty()) {
            return;
        }
        Set<String> ordered = new HashSet<>();
        parentsFirst(dimensions).forEach(each -> ordered.add(each.field()));
        for (int i = 0; i < dimensions.size(); i++) {
            if (!ordered.contains(dimensions.get(i).field())) {
                errors.add(new FieldError(
                        "space[" + i + "].when",
                        dimensions.get(i).field() + " depends on itself through the conditions of the space."));
            }
        }
    }

    /** Without those that depend on themselves. */
    static List<Dimension> parentsFirst(List<Dimension> dimensions) {
        Map<String, Dimension> ordered = new LinkedHashMap<>();
        boolean more = true;
        while (more) {
            more = false;
            for (Dimension each : dimensions) {
                if (!ordered.containsKey(each.field())
                        && (each.when() == null
                                || ordered.containsKey(each.when().field()))) {
                    ordered.put(each.field(), each);
                    more = true;
                }
            }
        }
        return List.copyOf(ordered.values());
    }

    private static String plain(double number) {
        return number == Math.rint(number) && Math.abs(number) < 1e15
                ? Long.toString((long) number)
                : Double.toString(number);
    }
}
