package io.tributary.nashpo.study;

import io.tributary.nashpo.architecture.Grammar;
import io.tributary.nashpo.space.Dimension;
import io.tributary.nashpo.space.Params;
import io.tributary.nashpo.space.Space;
import io.tributary.protocol.error.FieldError;
import io.tributary.protocol.error.TributaryException;
import io.tributary.protocol.task.TaskSpec;
import io.tributary.protocol.task.TaskSpecReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A space over the fields of one task spec, and over networks where a grammar is given: which values the task schema takes, and the
 * task of each point.
 */
final class TaskSpace {
    private static final JsonMapper JSON = JsonMapper.shared();
    /** What makes trials incomparable, or picks the luckiest. */
    private static final Map<String, String> NOT_SEARCHED = Map.of(
            "name", "A name cannot be searched.",
            "dataset", "Trials on different data cannot be compared; make a study for each data set.",
            "seed", "The luckiest seed is no better model; the best trials are repeated with other seeds anyway.");

    private final TaskSpec base;
    private final TaskSpecReader reader;
    private final @Nullable Grammar grammar;

    TaskSpace(TaskSpec base, TaskSpecReader reader, @Nullable Grammar grammar) {
        this.base = base;
        this.reader = reader;
        this.grammar = grammar;
    }

    /** What the task schema has against the dimensions, at {@code space[i]}; the base task is taken to be valid. */
    List<FieldError> check(List<Dimension> dimensions) {
        List<FieldError> errors = new ArrayList<>();
        for (int i = 0; i < dimensions.size(); i++) {
            Dimension dimension = dimensions.get(i);
            String at = "space[" + i + "]";
            String field = dimension.field();
            String never = NOT_SEARCHED.get(field);
            if (never != null) {
                errors.add(new FieldError(at + ".field", never));
            } else if (grammar != null && field.startsWith("model.")) {
                errors.add(new FieldError(
                        at + ".field",
                        "The architecture is searched already; leave out " + field + " or architecture."));
            } else if (!leaf(field)) {
                errors.add(new FieldError(at + ".field", unknown(field)));
            } else if (dimension.numeric()) {
                value(dimension.at(0), field, at + ".low", errors);
                value(dimension.at(1), field, at + ".high", errors);
            } else {
                List<JsonNode> choices = Objects.requireNonNull(dimension.choices());
                for (int j = 0; j < choices.size(); j++) {
                    value(choices.get(j), field, at + ".choices[" + j + "]", errors);
                }
            }
        }
        return errors;
    }

    /** The base task's own place in the space, or what lies closest to it: trial 0. */
    Params start(Space space) {
        return place(space, JSON.valueToTree(base));
    }

    /** Where a task lies that says only some of the fields; the base task's values for the others. */
    Params place(Space space, JsonNode task) {
        Params own = values(space, JSON.valueToTree(base));
        Params wanted = values(space, task);
        if (grammar != null) {
            own = merged(grammar.like(base.model()), own);
        }
        return space.complete(wanted, own);
    }

    /** Whether the base task itself is a point of the space, so that trial 0 is the task as it was written. */
    boolean startIsExact(Space space) {
        return task(start(space)).equals(base);
    }

    private static Params values(Space space, JsonNode task) {
        Params values = Params.none();
        for (Dimension dimension : space.dimensions()) {
            JsonNode value = task.at("/" + dimension.field().replace('.', '/'));
            if (value.isValueNode() && !value.isNull()) {
                values = values.with(dimension.field(), value);
            }
        }
        return values;
    }

    private static Params merged(Params first, Params then) {
        Params all = first;
        for (var entry : then.values().entrySet()) {
            all = all.with(entry.getKey(), entry.getValue());
        }
        return all;
    }

    /** The closest point that the caps of the architecture allow. */
    Params adapt(Params params) {
        return grammar == null ? params : grammar.fit(params);
    }

    /** Why a point makes no valid task, or empty. */
    Optional<String> problem(Params params) {
        if (grammar != null) {
            Optional<String> over = grammar.problem(params);
            if (over.isPresent()) {
                return over;
            }
        }
        try {
            task(params);
            return Optional.empty();
        } catch (TributaryException e) {
            return Optional.of(e.message());
        }
    }

    /**
     * The task of a point.
     *
     * @throws TributaryException INVALID_SPEC where the values do not go together
     */
    TaskSpec task(Params params) {
        ObjectNode document = JSON.valueToTree(base);
        params.values().forEach((field, value) -> {
            if (!field.startsWith(Grammar.PREFIX)) {
                set(document, field, value);
            }
        });
        if (grammar != null) {
            document.set("model", JSON.valueToTree(grammar.model(params)));
        }
        return reader.read(document);
    }

    private void value(JsonNode value, String field, String at, List<FieldError> errors) {
        try {
            ObjectNode document = JSON.valueToTree(base);
            set(document, field, value);
            reader.read(document);
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
