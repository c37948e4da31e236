package io.tributary.nashpo.space;

import io.tributary.protocol.error.FieldError;
import io.tributary.protocol.error.TributaryException;
import io.tributary.protocol.task.TaskSpec;
import io.tributary.protocol.task.TaskSpecReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A space over the fields of one task spec: which values the task schema takes, and the task of each point. */
public final class TaskSpace {
    private static final JsonMapper JSON = JsonMapper.shared();
    /** What makes trials incomparable, or picks the luckiest. */
    private static final Map<String, String> NOT_SEARCHED = Map.of(
            "name", "A name cannot be searched.",
            "dataset", "Trials on different data cannot be compared; make a study for each data set.",
            "seed", "The luckiest seed is no better model; the best trials are repeated with other seeds anyway.");

    private final TaskSpec base;
    private final TaskSpecReader reader;

    public TaskSpace(TaskSpec base, TaskSpecReader reader) {
        this.base = base;
        this.reader = reader;
    }

    /** What the task schema has against the dimensions, at {@code space[i]}; the base task is taken to be valid. */
    public List<FieldError> check(List<Dimension> dimensions) {
        List<FieldError> errors = new ArrayList<>();
        for (int i = 0; i < dimensions.size(); i++) {
            Dimension dimension = dimensions.get(i);
            String at = "space[" + i + "]";
            String field = dimension.field();
            if (NOT_SEARCHED.containsKey(field)) {
                errors.add(new FieldError(at + ".field", NOT_SEARCHED.get(field)));
            } else if (!leaf(field)) {
                errors.add(new FieldError(at + ".field", unknown(field)));
            } else if (dimension.numeric()) {
                value(dimension.at(0), field, at + ".low", errors);
                value(dimension.at(1), field, at + ".high", errors);
            } else {
                for (int j = 0; j < dimension.options().size(); j++) {
                    value(dimension.options().get(j), field, at + ".choices[" + j + "]", errors);
                }
            }
        }
        return errors;
    }

    /** The base task's own place in the space: trial 0. */
    public Params start(Space space) {
        return space.complete(own(space), Params.none());
    }

    /** Whether the base task itself lies in the space, so that {@link #start} is the task as it was written. */
    public boolean startIsExact(Space space) {
        return start(space).values().entrySet().stream().allMatch(entry -> {
            JsonNode written = own(space).get(entry.getKey());
            return written != null && Values.same(entry.getValue(), written);
        });
    }

    private Params own(Space space) {
        JsonNode values = JSON.valueToTree(base);
        Params own = Params.none();
        for (Dimension dimension : space.dimensions()) {
            JsonNode value = values.at("/" + dimension.field().replace('.', '/'));
            if (value.isValueNode() && !value.isNull()) {
                own = own.with(dimension.field(), value);
            }
        }
        return own;
    }

    /**
     * The task of a point.
     *
     * @throws TributaryException INVALID_SPEC where the values do not go together
     */
    public TaskSpec task(Params params) {
        ObjectNode document = JSON.valueToTree(base);
        params.values().forEach((field, value) -> set(document, field, value));
        return reader.read(document);
    }

    private void value(JsonNode value, String field, String at, List<FieldError> errors) {
        try {
            task(Params.none().with(field, value));
        } catch (TributaryException e) {
            // What is said of other fields may be right again with other values of theirs.
            e.errors().stream()
                    .filter(error -> error.field().equals(field))
                    .findFirst()
                    .ifPresent(error -> errors.add(new FieldError(at, error.message())));
        }
    }

    private String unknown(String field) {
        ObjectNode document = JSON.createObjectNode();
        if (Stream.of(field.split("\\.", -1)).anyMatch(String::isBlank)) {
            return "There is no field " + field + ".";
        }
        set(document, field, JSON.getNodeFactory().numberNode(1));
        try {
            reader.read(document);
        } catch (TributaryException e) {
            return e.errors().isEmpty()
                    ? e.message()
                    : "It cannot be searched: " + e.errors().get(0).message();
        }
        return field + " is not a single value that can be searched.";
    }

    /** Whether the schema knows the field and it is a single value. */
    private boolean leaf(String field) {
        JsonNode node = reader.schema();
        for (String part : field.split("\\.", -1)) {
            node = node.path("properties").path(part);
        }
        return !node.isMissingNode()
                && !node.has("properties")
                && !node.path("type").asString("").equals("array");
    }

    private static void set(ObjectNode document, String field, JsonNode value) {
        String[] parts = field.split("\\.", -1);
        ObjectNode node = document;
        for (int i = 0; i < parts.length - 1; i++) {
            node = node.withObject("/" + parts[i]);
        }
        node.set(parts[parts.length - 1], value);
        if (field.equals("model.preset")) {
            node.remove("layers");
        } else if (field.equals("clients.fraction")
                && value.asDouble() < 1
                && node.path("selection").asString("").equals("full")) {
            // A complete base spec has the selection written out that follows from its fraction when left open.
            node.remove("selection");
        }
    }
}
