package io.tributary.backend.page;

import io.tributary.protocol.task.Registries;
import io.tributary.protocol.task.TaskSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The form for a task spec, generated from its JSON Schema: a section for each object, a field for each leaf, in the order
 * of the schema. What there is nothing to choose in is left out: what this version refuses ({@code x-not-yet}), a choice of
 * one, and a field that only matters for a choice which is not on offer ({@code x-when}).
 */
final class TaskForm {
    private static final JsonMapper JSON = JsonMapper.shared();

    /** Worth showing even with one choice: it says what is trained on. */
    private static final String ALWAYS = "dataset";

    /** The section for fields that stand in none, and the words of the two that are not an object of the schema. */
    private static final String TOP = "task";

    private static final String DATA = "partition";
    private static final Map<String, List<String>> WORDS = Map.of(
            TOP,
            List.of("Task", "What to call it."),
            DATA,
            List.of("Data", "What to train on, and who holds how much."));

    private final JsonNode schema;
    private final ChoiceWords words;

    TaskForm(JsonNode schema, Registries known) {
        this.schema = schema;
        this.words = new ChoiceWords(known);
    }

    /** The sections, filled in with the values of a spec; its name is left for a new one. */
    List<Section> sections(TaskSpec start) {
        ObjectNode values = values(start);
        Map<String, List<Field>> fields = new LinkedHashMap<>();
        fields.put(TOP, new ArrayList<>());
        schema.path("properties").properties().forEach(entry -> {
            String name = entry.getKey();
            JsonNode property = entry.getValue();
            String section = property.has("properties") ? name : name.equals(ALWAYS) ? DATA : TOP;
            collect(
                    name,
                    "",
                    property,
                    values.path(name),
                    fields.computeIfAbsent(section, unused -> new ArrayList<>()));
        });
        return fields.entrySet().stream()
                .filter(section -> !section.getValue().isEmpty())
                .map(section -> section(section.getKey(), section.getValue()))
                .toList();
    }

    private Section section(String id, List<Field> fields) {
        JsonNode property = at(id);
        List<String> said = WORDS.getOrDefault(
                id,
                List.of(
                        property.path("title").asString(),
                        property.path("description").asString()));
        return Section.of(id, said.get(0), said.get(1), fields);
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
        if (property.path("x-not-yet").isBoolean()
                || (property.has("enum") && available(property).size() < 2 && !path.equals(ALWAYS))) {
            return false;
        }
        Condition condition = Condition.of(property);
        if (condition == null) {
            return true;
        }
        JsonNode decisive = at(condition.field());
        return !decisive.has("enum") || available(decisive).stream().anyMatch(condition::holdsFor);
    }

    private JsonNode at(String path) {
        return schema.at("/properties/" + path.replace(".", "/properties/"));
    }

    private Field field(String path, String prefix, JsonNode property, JsonNode value) {
        String type = property.path("type").asString();
        String kind = property.has("enum") ? "choice" : type.equals("array") || type.equals("object") ? "json" : type;
        String standard = text(property.path("default"));
        String filledIn = text(value);
        Condition condition = Condition.of(property);
        return new Field(
                path,
                path.replace('.', '-'),
                prefix + property.path("title").asString(path),
                property.path("description").asString(),
                Range.of(property),
                kind,
                property.has("enum") ? choices(path, property, filledIn) : List.of(),
                standard,
                filledIn.isEmpty() ? standard : filledIn,
                property.path("x-empty").asString("off"),
                property.path("advanced").asBoolean(false),
                condition == null ? null : condition.toString());
    }

    private List<Choice> choices(String path, JsonNode property, String filledIn) {
        List<Choice> choices = new ArrayList<>();
        if (!property.has("default")) {
            choices.add(new Choice("", property.path("x-empty").asString("automatic"), ""));
        }
        List<String> available = available(property);
        available.forEach(id -> choices.add(new Choice(id, words.title(path, id), words.about(path, id))));
        // A copy of an earlier task may hold what is not there any more: it is shown, and refused with its reason.
        if (!filledIn.isEmpty() && !available.contains(filledIn)) {
            choices.add(new Choice(filledIn, filledIn + " (not available)", ""));
        }
        return choices;
    }

    private static List<String> available(JsonNode property) {
        List<String> notYet = texts(property.path("x-not-yet"));
        return texts(property.path("enum")).stream()
                .filter(id -> !notYet.contains(id))
                .toList();
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
     */
    record Section(String id, String title, String help, List<Field> fields, List<Field> advanced) {
        static Section of(String id, String title, String help, List<Field> all) {
            return new Section(
                    id,
                    title,
                    help,
                    all.stream().filter(field -> !field.folded()).toList(),
                    all.stream().filter(Field::folded).toList());
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
     * @param empty what an empty field stands for, in words
     * @param when the choice that it depends on, as {@code path=value,value} or {@code path!=value}
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
            String empty,
            boolean advanced,
            @Nullable String when) {
        /** What an empty field shows: its default, or what it stands for. */
        public String placeholder() {
            return standard.isEmpty() ? empty : standard;
        }

        boolean folded() {
            return advanced || kind.equals("json");
        }

        /** Unit, range and default in one line; empty where there is nothing to say. */
        public String bounds() {
            if (kind.equals("json")) {
                return "";
            }
            String preset = kind.equals("boolean") ? (standard.equals("true") ? "yes" : "no") : title(standard);
            return standard.isEmpty() ? range : (range.isEmpty() ? "" : range + "; ") + "default " + preset;
        }

        private String title(String id) {
            return choices.stream()
                    .filter(choice -> choice.value().equals(id))
                    .findFirst()
                    .map(Choice::label)
                    .orElse(id);
        }
    }

    /** @param about one line about it, empty where there is nothing to say */
    record Choice(String value, String label, String about) {}

    /** When a field matters: another one's value is among these, or is not. */
    private record Condition(String field, boolean negated, List<String> values) {
        static @Nullable Condition of(JsonNode property) {
            JsonNode when = property.path("x-when");
            return when.isMissingNode()
                    ? null
                    : new Condition(
                            when.path("field").asString(),
                            when.has("isNot"),
                            texts(when.path(when.has("isNot") ? "isNot" : "is")));
        }

        boolean holdsFor(String value) {
            return values.contains(value) != negated;
        }

        @Override
        public String toString() {
            return field + (negated ? "!=" : "=") + String.join(",", values);
        }
    }
}
