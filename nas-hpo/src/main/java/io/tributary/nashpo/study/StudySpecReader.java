package io.tributary.nashpo.study;

import io.tributary.nashpo.architecture.Grammar;
import io.tributary.nashpo.space.Space;
import io.tributary.nashpo.trial.Metric;
import io.tributary.nashpo.trial.Objective;
import io.tributary.protocol.data.DatasetInfo;
import io.tributary.protocol.error.ErrorCode;
import io.tributary.protocol.error.FieldError;
import io.tributary.protocol.error.TributaryException;
import io.tributary.protocol.task.Registries;
import io.tributary.protocol.task.SpecSchema;
import io.tributary.protocol.task.TaskSchema;
import io.tributary.protocol.task.TaskSpec;
import io.tributary.protocol.task.TaskSpecReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * JSON to a checked {@link StudySpec}, as {@link TaskSpecReader} does it for tasks: well-formed, then the schema, then the task by
 * its own reader (its fields are named {@code task.*}), then the rules of spaces, caps, budgets and objectives.
 */
public final class StudySpecReader {
    private static final String TASK = "task";

    private final Registries known;
    private final TaskSpecReader tasks;
    private final SpecSchema schema;

    public StudySpecReader(Registries known) {
        this.known = known;
        this.tasks = new TaskSpecReader(known);
        this.schema = new SpecSchema(schemaOf(known));
    }

    /** The schema that specs are held against. */
    public JsonNode schema() {
        return schema.document();
    }

    /**
     * @throws TributaryException MALFORMED_JSON where the text is no JSON object, INVALID_SPEC where it is no spec, with an
     *     entry for each field to blame
     */
    public StudySpec read(String json) {
        return read(SpecSchema.parse(json, "{} for a study with all defaults"));
    }

    /** As {@link #read(String)}, for text that was parsed already. */
    public StudySpec read(JsonNode document) {
        if (!(document instanceof ObjectNode object)) {
            throw new TributaryException(
                    ErrorCode.MALFORMED_JSON, "The body must be a JSON object such as {\"budget\": {\"trials\": 16}}.");
        }
        ObjectNode present = SpecSchema.withoutNulls(object);
        List<FieldError> errors = new ArrayList<>(schema.check(present));
        refuse(errors);
        TaskSpec task = task(present);
        present.set(TASK, JsonMapper.shared().valueToTree(task));
        StudySpec spec = SpecSchema.bind(SpecSchema.withoutNulls(present), StudySpec.class);
        errors.addAll(check(spec));
        refuse(errors);
        return spec;
    }

    private TaskSpec task(ObjectNode present) {
        try {
            return tasks.read(present.path(TASK).isMissingNode() ? present.objectNode() : present.get(TASK));
        } catch (TributaryException e) {
            throw TributaryException.invalidSpec(
                    e.errors().isEmpty()
                            ? List.of(new FieldError(TASK, e.message()))
                            : e.errors().stream()
                                    .map(error -> new FieldError(TASK + "." + error.field(), error.message()))
                                    .toList());
        }
    }

    private List<FieldError> check(StudySpec spec) {
        List<FieldError> errors = new ArrayList<>();
        if (spec.name() != null && (spec.name().isBlank() || spec.name().chars().anyMatch(Character::isISOControl))) {
            errors.add(new FieldError("name", "The name must be one line of text; leave it out to have one made up."));
        }
        objectives(spec, errors);
        if (spec.budget().rounds() != null
                && spec.budget().rounds() < spec.task().training().rounds()) {
            errors.add(new FieldError(
                    "budget.rounds",
                    "budget.rounds is " + spec.budget().rounds() + ", but one trial takes "
                            + spec.task().training().rounds() + " rounds; raise it or lower task.training.rounds."));
        }
        Grammar grammar = null;
        if (spec.architecture() != null) {
            List<FieldError> bounds = spec.architecture().check();
            errors.addAll(bounds);
            if (bounds.isEmpty()) {
                grammar = grammar(spec);
                errors.addAll(grammar.check());
            }
        }
        if (!spec.space().isEmpty() || spec.architecture() == null) {
            try {
                Space.of(spec.space());
                errors.addAll(new TaskSpace(spec.task(), tasks, grammar).check(spec.space()));
            } catch (TributaryException e) {
                errors.addAll(e.errors());
            }
        }
        return errors;
    }

    private void objectives(StudySpec spec, List<FieldError> errors) {
        List<Metric> metrics = spec.objectives().stream().map(Objective::metric).toList();
        for (int i = 0; i < metrics.size(); i++) {
            if (metrics.indexOf(metrics.get(i)) < i) {
                errors.add(new FieldError("objectives[" + i + "].metric", "This metric is an objective already."));
            }
            if (metrics.get(i) == Metric.ACCURACY
                    && dataset(spec).map(DatasetInfo::regression).orElse(false)) {
                errors.add(new FieldError(
                        "objectives[" + i + "].metric",
                        spec.task().dataset() + " holds numbers to predict, so there is no accuracy; use loss."));
            }
        }
    }

    private Optional<DatasetInfo> dataset(StudySpec spec) {
        return known.datasets().stream()
                .filter(each -> each.id().equals(spec.task().dataset()))
                .findFirst();
    }

    private Grammar grammar(StudySpec spec) {
        return new Grammar(
                java.util.Objects.requireNonNull(spec.architecture()),
                dataset(spec).orElseThrow().shape());
    }

    /** What a checked spec searches. */
    StudyTasks tasks(StudySpec spec) {
        @Nullable Grammar grammar = spec.architecture() == null ? null : grammar(spec);
        List<io.tributary.nashpo.space.Dimension> dimensions = new ArrayList<>(spec.space());
        if (grammar != null) {
            dimensions.addAll(grammar.dimensions());
        }
        return new StudyTasks(Space.of(dimensions), new TaskSpace(spec.task(), tasks, grammar));
    }

    private static void refuse(List<FieldError> errors) {
        if (!errors.isEmpty()) {
            throw TributaryException.invalidSpec(errors);
        }
    }

    private static ObjectNode schemaOf(Registries known) {
        ObjectNode document = TaskSchema.of(StudySpec.class);
        ObjectNode task = TaskSchema.of(known);
        JsonNode shared = task.remove("$defs");
        task.remove("$schema");
        document.put("title", "Study spec").put("description", "Everything about one search; all fields are optional.");
        document.set("$defs", shared);
        ((ObjectNode) document.get("properties")).set(TASK, task);
        return document;
    }
}
