package io.tributary.nashpo.space;

import io.tributary.protocol.error.TributaryException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.rng.UniformRandomProvider;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Dimensions that fit together: no field twice, no cycle of conditions, every range with something in it. */
public final class Space {
    /** The most points that {@link #points} lists. */
    public static final int LISTED = 10_000;

    private final List<Dimension> dimensions;
    private final Map<String, Dimension> byField = new LinkedHashMap<>();
    private final List<List<Dimension>> groups;

    private Space(List<Dimension> ordered) {
        dimensions = List.copyOf(ordered);
        dimensions.forEach(each -> byField.put(each.field(), each));
        Map<Optional<Condition>, List<Dimension>> sorted = new LinkedHashMap<>();
        dimensions.forEach(
                each -> sorted.computeIfAbsent(Optional.ofNullable(each.when()), condition -> new ArrayList<>())
                        .add(each));
        groups = sorted.values().stream().map(List::copyOf).toList();
    }

    /**
     * @throws TributaryException INVALID_SPEC with everything that is wrong with the dimensions by themselves; fields are named
     *     {@code space[0].low}
     */
    public static Space of(List<Dimension> dimensions) {
        var errors = SpaceRules.check(dimensions);
        if (!errors.isEmpty()) {
            throw TributaryException.invalidSpec(errors);
        }
        return new Space(SpaceRules.parentsFirst(dimensions));
    }

    /** Parents before those that depend on them, else as given. */
    public List<Dimension> dimensions() {
        return dimensions;
    }

    public @Nullable Dimension dimension(String field) {
        return byField.get(field);
    }

    /** Dimensions with the same condition, parents first: they are present together or not at all. */
    public List<List<Dimension>> groups() {
        return groups;
    }

    /** Whether a dimension counts beside the params so far, which hold its parents if those count. */
    public boolean active(Dimension dimension, Params params) {
        return dimension.when() == null || dimension.when().holds(params);
    }

    /** Whether the params hold an allowed value for every field that counts, and nothing else. */
    public boolean contains(Params params) {
        int counted = 0;
        for (Dimension dimension : dimensions) {
            JsonNode value = params.get(dimension.field());
            boolean active = active(dimension, params);
            if (active != (value != null) || (value != null && !dimension.contains(value))) {
                return false;
            }
            counted += active ? 1 : 0;
        }
        return counted == params.values().size();
    }

    /**
     * The point that lies closest to what is wanted: values outside of their range are moved to its end, fields that do not
     * count are left out, and what is missing or of another kind is taken from the other point, or else is the middle.
     */
    public Params complete(Params wanted, Params other) {
        Params result = Params.none();
        for (Dimension dimension : dimensions) {
            if (active(dimension, result)) {
                JsonNode value = nearest(dimension, wanted);
                value = value == null ? nearest(dimension, other) : value;
                result = result.with(
                        dimension.field(), value == null ? dimension.at(dimension.numeric() ? 0.5 : 0) : value);
            }
        }
        return result;
    }

    private static @Nullable JsonNode nearest(Dimension dimension, Params params) {
        JsonNode value = params.get(dimension.field());
        return value == null ? null : dimension.nearest(value);
    }

    /** A point, evenly over the coordinates of each dimension that counts. */
    public Params draw(UniformRandomProvider random) {
        Params result = Params.none();
        for (Dimension dimension : dimensions) {
            if (active(dimension, result)) {
                double u = random.nextDouble();
                result = result.with(
                        dimension.field(), dimension.at(dimension.numeric() ? u : Math.floor(u * dimension.size())));
            }
        }
        return result;
    }

    /** At most how many points there are, as if no condition took any away; infinite with a float without a step. */
    public double size() {
        return dimensions.stream().mapToDouble(Dimension::size).reduce(1, (a, b) -> a * b);
    }

    /** All points in a fixed order; only for a space of at most {@link #LISTED}. */
    public List<Params> points() {
        if (size() > LISTED) {
            throw new IllegalStateException("The space has " + size() + " points, more than are listed");
        }
        List<Params> points = new ArrayList<>(List.of(Params.none()));
        for (Dimension dimension : dimensions) {
            List<Params> longer = new ArrayList<>();
            for (Params point : points) {
                if (!active(dimension, point)) {
                    longer.add(point);
                } else {
                    for (long i = 0; i < dimension.size(); i++) {
                        longer.add(point.with(dimension.field(), dimension.ordinal(i)));
                    }
                }
            }
            points = longer;
        }
        return points;
    }
}
