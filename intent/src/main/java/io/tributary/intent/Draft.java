package io.tributary.intent;

import io.tributary.intent.Interpretation.Question;
import io.tributary.protocol.error.FieldError;
import io.tributary.protocol.error.TributaryException;
import io.tributary.protocol.task.TaskSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A spec in the making: values are put on a base one after another, and those that cannot stand are taken off and asked about. */
final class Draft {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final ObjectNode base;
    private final Surroundings surroundings;
    private final Map<String, JsonNode> values = new LinkedHashMap<>();
    private final List<Question> questions = new ArrayList<>();

    Draft(ObjectNode base, Surroundings surroundings) {
        this.base = base;
        this.surroundings = surroundings;
    }

    void set(String field, JsonNode value) {
        values.put(field, value);
    }

    boolean has(String field) {
        return values.containsKey(field);
    }

    /** The spec; what was refused is no longer on it and stands among the questions. */
    TaskSpec settle() {
        while (true) {
            try {
                return surroundings.check(document());
            } catch (TributaryException refusal) {
                List<FieldError> errors = refusal.errors();
                if (values.isEmpty() || errors.isEmpty()) {
                    throw refusal;
                }
                FieldError error = errors.stream()
                        .filter(each -> responsible(each.field()).isPresent())
                        .findFirst()
                        .orElse(errors.get(0));
                String field = responsible(error.field()).orElseGet(this::odd);
                values.remove(field);
                questions.add(new Question(field, error.message(), List.of()));
            }
        }
    }

    List<Question> questions() {
        return List.copyOf(questions);
    }

    /** The value to take off for an error: the field itself, else the last one of its group. */
    private Optional<String> responsible(String field) {
        if (values.containsKey(field)) {
            return Optional.of(field);
        }
        String group = field.contains(".") ? field.substring(0, field.indexOf('.')) : field;
        return values.keySet().stream()
                .filter(each -> each.startsWith(group + "."))
                .reduce((first, second) -> second);
    }

    /** The value that does not go with the base: the one without which all is well, else the last. */
    private String odd() {
        List<String> fields = List.copyOf(values.keySet());
        return fields.stream().filter(this::isWellWithout).findFirst().orElse(fields.get(fields.size() - 1));
    }

    private boolean isWellWithout(String field) {
        ObjectNode document = base.deepCopy();
        values.forEach((each, value) -> {
            if (!each.equals(field)) {
                put(document, each, value);
            }
        });
        try {
            surroundings.check(document);
            return true;
        } catch (TributaryException e) {
            return false;
        }
    }

    private ObjectNode document() {
        ObjectNode document = base.deepCopy();
        values.forEach((field, value) -> put(document, field, value));
        return document;
    }

    static void put(ObjectNode document, String field, JsonNode value) {
        ObjectNode parent = document;
        String[] path = field.split("\\.", -1);
        for (int i = 0; i < path.length - 1; i++) {
            JsonNode child = parent.get(path[i]);
            parent = child instanceof ObjectNode object ? object : parent.putObject(path[i]);
        }
        parent.set(path[path.length - 1], value);
    }

    static JsonNode json(@Nullable Object value) {
        return JSON.valueToTree(value);
    }
}
