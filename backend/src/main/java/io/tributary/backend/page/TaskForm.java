package io.tributary.backend.page;

import io.tributary.protocol.data.DatasetInfo;
import io.tributary.protocol.model.ModelPreset;
import io.tributary.protocol.task.Registries;
import io.tributary.protocol.task.TaskSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The form for a task spec, generated from its JSON Schema: a section for each object, a field for each leaf, in the order
 * of the schema. What there is nothing to choose in is left out: a choice of one, and a field that only matters for a
 * choice which is not on offer.
 */
final class TaskForm {
    private static final JsonMapper JSON = JsonMapper.shared();

    /** Known to the schema and refused by this version's server. */
    private static final Set<String> NOT_YET = Set.of("privacy", "partition.scheme=by-worker");

    /** Worth showing even with one choice: it says what is trained on. */
    private static final String ALWAYS = "dataset";

    /** What a field needs in order to matter: another field and that one's values. */
    private static final Map<String, Condition> CONDITIONS = Map.ofEntries(
            Map.entry("partition.alpha", new Condition("partition.scheme", List.of("dirichlet", "quantity-skew"))),
            Map.entry("partition.classesPerClient", new Condition("partition.scheme", List.of("shards"))),
            Map.entry(
                    "clients.latencyWindow",
                    new Condition("clients.selection", List.of("latency-proportional", "oort"))),
            Map.entry("training.momentum", new Condition("training.optimizer", List.of("sgd", "rmsprop"))),
            Map.entry("compression.uplink.bits", new Condition("compression.uplink.scheme", List.of("quantize"))),
            Map.entry("compression.uplink.keep", new Condition("compression.uplink.scheme", List.of("top-k"))),
            Map.entry(
                    "compression.uplink.errorFeedback",
                    new Condition("compression.uplink.scheme", List.of("float16", "quantize", "top-k"))),
            Map.entry("compression.downlink.bits", new Condition("compression.downlink.scheme", List.of("quantize"))),
            Map.entry("compression.downlink.keep", new Condition("compression.downlink.scheme", List.of("top-k"))),
            Map.entry(
                    "compression.downlink.errorFeedback",
                    new Condition("compression.downlink.scheme", List.of("float16", "quantize", "top-k"))));

    private final JsonNode schema;
    private final Registries known;

    TaskForm(JsonNode schema, Registries known) {
        this.schema = schema;
        this.known = known;
    }

    /** The sections, filled in with the values of a spec; its name is left for a new one. */
    List<Section> sections(TaskSpec start) {
        ObjectNode values = values(start);
        List<Field> top = new ArrayList<>();
        List<Section> sections = new ArrayList<>();
        schema.path("properties").properties().forEach(entry -> {
            String name = entry.getKey();
            JsonNode property = entry.getValue();
            if (NOT_YET.contains(name)) {
                return;
            }
            List<Field> fields = new ArrayList<>();
            collect(name, "", property, values.path(name), fields);
            if (!property.has("properties")) {
                top.addAll(fields);
            } else if (!fields.isEmpty()) {
                sections.add(Section.of(
                        name,
                        property.path("title").asString(),
                        property.path("description").asString(),
                        fields));
            }
        });
        sections.add(0, Section.of("task", "Task", "What to call it and what to train on.", top));
        return sections;
    }

    /** What to fill in: a choice that the spec would come to by itself stays automatic, so it follows other fields. */
    private static ObjectNode values(TaskSpec start) {
        ObjectNode values = JSON.valueToTree(start);
        values.remove("name");
        ObjectNode automatic = values.deepCopy();
        automatic.withObject("/clients").remove("selection");
        String selection = JSON.treeToValue(automatic, TaskSpec.class).clients().selection();
        return selection.equals(start.clients().selection()) ? automatic : values;
    }

    private void collect(String path, String prefix, JsonNode property, JsonNode value, List<Field> into) {
        if (property.has("properties")) {
            property.path("properties").properties().forEach(entry -> {
                JsonNode child = entry.getValue();
                // A group within a section gives its title to its fields.
                String title = child.has("properties") ? child.path("title").asString() + ": " : prefix;
                collect(path + "." + entry.getKey(), title, child, value.path(entry.getKey()), into);
            });
        } else if (offered(path, property)) {
            into.add(field(path, prefix, property, value));
        }
    }

    private boolean offered(String path, JsonNode property) {
        if (property.has("enum") && property.path("enum").size() < 2 && !path.equals(ALWAYS)) {
            return false;
        }
        Condition condition = CONDITIONS.get(path);
        return condition == null
                || texts(at(condition.field()).path("enum")).stream().anyMatch(condition.values()::contains);
    }

    private JsonNode at(String path) {
        return schema.at("/properties/" + path.replace(".", "/properties/"));
    }

    private Field field(String path, String prefix, JsonNode property, JsonNode value) {
        String type = property.path("type").asString();
        String kind = property.has("enum") ? "choice" : type.equals("array") ? "json" : type;
        String standard = text(property.path("default"));
        String filledIn = text(value);
        Condition condition = CONDITIONS.get(path);
        return new Field(
                path,
                path.replace('.', '-'),
                prefix + property.path("title").asString(path),
                property.path("description").asString(),
                Range.of(property),
                kind,
                property.has("enum") ? choices(path, property) : List.of(),
                standard,
                filledIn.isEmpty() ? standard : filledIn,
                property.path("advanced").asBoolean(false),
                condition == null ? null : condition.toString());
    }

    private List<Choice> choices(String path, JsonNode property) {
        List<Choice> choices = new ArrayList<>();
        if (!property.has("default")) {
            choices.add(new Choice("", "automatic"));
        }
        texts(property.path("enum")).stream()
                .filter(id -> !NOT_YET.contains(path + "=" + id))
                .forEach(id -> choices.add(new Choice(id, label(path, id))));
        return choices;
    }

    private String label(String path, String id) {
        return switch (path) {
            case "dataset" ->
                known.datasets().stream()
                        .filter(info -> info.id().equals(id))
                        .findFirst()
                        .map(DatasetInfo::title)
                        .orElse(id);
            case "model.preset" -> ModelPreset.find(id).map(ModelPreset::title).orElse(id);
            default -> id;
        };
    }

    private static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asString)
                .toList();
    }

    private static String text(JsonNode value) {
        if (value.isMissingNode() || value.isNull()) {
            return "";
        }
        if (value.isNumber()) {
            return Figures.plain(value.decimalValue());
        }
        return value.isContainer() ? JSON.writerWithDefaultPrettyPrinter().writeValueAsString(value) : value.asString();
    }

    /**
     * A part of the form.
     *
     * @param advanced the fields that are folded away: a network of one's own is nobody's first choice either
     * @param more their names, for the line that unfolds them
     */
    record Section(String id, String title, String help, List<Field> fields, List<Field> advanced, String more) {
        static Section of(String id, String title, String help, List<Field> all) {
            List<Field> advanced = all.stream().filter(Field::folded).toList();
            return new Section(
                    id,
                    title,
                    help,
                    all.stream().filter(field -> !field.folded()).toList(),
                    advanced,
                    String.join(", ", advanced.stream().map(Field::title).toList()));
        }
    }

    /**
     * One field.
     *
     * @param path in the spec, dotted
     * @param range what a number may be and in which unit, for people; empty where there is nothing to say
     * @param kind integer, number, string, boolean, choice or json
     * @param standard the default as text; empty where there is none
     * @param value what stands in it at first
     * @param when the choice that it depends on, as {@code path=value,value}
     */
    record Field(
            String path,
            String id,
            String title,
            String help,
            String range,
            String kind,
            List<Choice> choices,
            String standard,
            String value,
            boolean advanced,
            @Nullable String when) {
        boolean folded() {
            return advanced || kind.equals("json");
        }
    }

    record Choice(String value, String label) {}

    private record Condition(String field, List<String> values) {
        @Override
        public String toString() {
            return field + "=" + String.join(",", values);
        }
    }

    /** The bounds of a number in words. */
    private static final class Range {
        private static String of(JsonNode property) {
            String low = bound(property, "minimum", "exclusiveMinimum", "more than ");
            String high = bound(property, "maximum", "exclusiveMaximum", "less than ");
            String unit = property.has("unit") ? " " + property.path("unit").asString() : "";
            if (low.isEmpty() && high.isEmpty()) {
                return unit.strip();
            }
            String range = low.isEmpty()
                    ? "up to " + high
                    : high.isEmpty() ? "from " + low : low + (low.startsWith("more") ? ", up to " : " to ") + high;
            return range + unit;
        }

        private static String bound(JsonNode property, String inclusive, String exclusive, String said) {
            return property.has(inclusive)
                    ? Figures.plain(property.path(inclusive).decimalValue())
                    : property.has(exclusive)
                            ? said + Figures.plain(property.path(exclusive).decimalValue())
                            : "";
        }
    }
}
