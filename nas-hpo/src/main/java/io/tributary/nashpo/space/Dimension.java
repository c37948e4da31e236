package io.tributary.nashpo.space;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.tributary.protocol.task.Field;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.DoubleNode;
import tools.jackson.databind.node.LongNode;

/**
 * One field that a study may change, and the values it may take.
 *
 * <p>Samplers do not look at values but at coordinates: a number lies in 0..1, evenly or on a logarithmic scale; steps and whole
 * numbers are cells of that line, each as wide as its share, with half a step of room at both ends so that the outermost are
 * as wide as the others. A choice's coordinate is its index.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Dimension(
        @Field(help = "Dotted name of a field of the task spec.") @NotNull @Size(min = 1, max = 200)
        String field,

        @Field(help = "float, int or choice.") @NotNull Type type,

        @Field(help = "The least value of a number.") @Nullable
        Double low,

        @Field(help = "The greatest value of a number.") @Nullable
        Double high,

        @Field(help = "Whether a factor counts rather than a difference.")
        Boolean log,

        @Field(help = "Distance between the values; 1 for int, none for float, unless said.") @Nullable
        Double step,

        @Field(help = "The values of a choice.") @Size(min = 1, max = 256) @Nullable
        List<JsonNode> choices,

        @Field(help = "Searched only where another field of the space has one of these values; else always.") @Nullable
        Condition when) {

    /** What kind of values a field takes. */
    public enum Type {
        @JsonProperty("float")
        FLOAT,
        @JsonProperty("int")
        INT,
        @JsonProperty("choice")
        CHOICE
    }

    public Dimension {
        log = Objects.requireNonNullElse(log, false);
        choices = choices == null ? null : List.copyOf(choices);
    }

    public static Dimension real(String field, double low, double high, boolean log) {
        return new Dimension(field, Type.FLOAT, low, high, log, null, null, null);
    }

    public static Dimension whole(String field, long low, long high, boolean log) {
        return new Dimension(field, Type.INT, (double) low, (double) high, log, null, null, null);
    }

    public static Dimension choice(String field, List<? extends JsonNode> choices) {
        return new Dimension(field, Type.CHOICE, null, null, false, null, List.copyOf(choices), null);
    }

    /** The same, searched only where the other field has one of the values. */
    public Dimension when(String other, List<? extends JsonNode> values) {
        return new Dimension(
                field, type, low, high, log, step, choices, new Condition(other, List.<JsonNode>copyOf(values)));
    }

    public boolean numeric() {
        return type != Type.CHOICE;
    }

    /** Whether values have gaps between them, so that each is a cell of the line. */
    public boolean discrete() {
        return type == Type.INT || step != null;
    }

    /** How many values there are; infinite for a float without a step. */
    public double size() {
        if (!numeric()) {
            return options().size();
        }
        return from() == to()
                ? 1
                : discrete() ? Math.floor((to() - from()) / grid() + 1e-9) + 1 : Double.POSITIVE_INFINITY;
    }

    /** Whether the value is one of those that the dimension allows. */
    public boolean contains(JsonNode value) {
        if (!numeric()) {
            return index(value) >= 0;
        }
        if (!value.isNumber() || !(value.asDouble() >= from() && value.asDouble() <= to())) {
            return false;
        }
        return !discrete() || Math.abs(snap(value.asDouble()) - value.asDouble()) <= 1e-9 * Math.max(1, Math.abs(to()));
    }

    /** The allowed value that lies closest; null where nothing like it is allowed (another kind of value, no such choice). */
    public @Nullable JsonNode nearest(JsonNode value) {
        if (!numeric()) {
            int index = index(value);
            return index < 0 ? null : options().get(index);
        }
        double number = value.asDouble(Double.NaN);
        return Double.isFinite(number) ? number(snap(Math.min(to(), Math.max(from(), number)))) : null;
    }

    /** Where an allowed value lies: 0..1 for a number, the index of a choice. */
    public double coordinate(JsonNode value) {
        return numeric() ? position(value.asDouble()) : index(value);
    }

    /** Where the cell of an allowed value begins and ends; only for {@link #discrete} numbers. */
    public double[] cell(JsonNode value) {
        double half = grid() / 2;
        return new double[] {position(value.asDouble() - half), position(value.asDouble() + half)};
    }

    /** The allowed value at a coordinate; those outside of 0..1, or of the choices, are moved to the end. */
    public JsonNode at(double coordinate) {
        if (!numeric()) {
            return options().get((int) Math.max(0, Math.min(options().size() - 1.0, coordinate)));
        }
        if (coordinate <= 0 || coordinate >= 1) {
            // Exactly, without a detour over logarithms.
            return number(snap(coordinate <= 0 ? from() : to()));
        }
        double scaled = edge(-1) + coordinate * (edge(1) - edge(-1));
        double number = log ? StrictMath.exp(scaled) : scaled;
        return number(snap(Math.min(to(), Math.max(from(), number))));
    }

    /** The value with this ordinal, from 0; only where {@link #size} is finite. */
    JsonNode ordinal(long index) {
        return numeric() ? number(snap(from() + index * grid())) : options().get((int) index);
    }

    List<JsonNode> options() {
        return Objects.requireNonNull(choices);
    }

    private int index(JsonNode value) {
        for (int i = 0; i < options().size(); i++) {
            if (Values.same(options().get(i), value)) {
                return i;
            }
        }
        return -1;
    }

    private double position(double number) {
        double width = edge(1) - edge(-1);
        return width == 0 ? 0.5 : ((log ? StrictMath.log(number) : number) - edge(-1)) / width;
    }

    /** The lower (-1) or upper (+1) end of the line, in the scale's own unit. */
    private double edge(int side) {
        double end = (side < 0 ? from() : to()) + (discrete() ? side * grid() / 2 : 0);
        return log ? StrictMath.log(end) : end;
    }

    private double snap(double number) {
        if (!discrete()) {
            return number;
        }
        double steps = Math.min(Math.rint((number - from()) / grid()), size() - 1);
        return from() + steps * grid();
    }

    private JsonNode number(double number) {
        return type == Type.INT ? LongNode.valueOf(Math.round(number)) : DoubleNode.valueOf(number);
    }

    private double grid() {
        return step == null ? 1 : step;
    }

    private double from() {
        return Objects.requireNonNull(low);
    }

    private double to() {
        return Objects.requireNonNull(high);
    }
}
