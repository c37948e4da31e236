package io.tributary.protocol.task;

import io.tributary.protocol.error.ErrorCode;
import io.tributary.protocol.error.FieldError;
import io.tributary.protocol.error.TributaryException;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * JSON to a checked {@link TaskSpec}: well-formed, then the schema (everything wrong at once), then the rules that span
 * several fields. A null means the same as an absent field.
 */
public final class TaskSpecReader {
    private final Registries known;
    private final SpecSchema schema;

    public TaskSpecReader(Registries known) {
        this.known = known;
        this.schema = new SpecSchema(TaskSchema.of(known));
    }

    /** The schema that specs are held against. */
    public JsonNode schema() {
        return schema.document();
    }

    /**
     * @throws TributaryException MALFORMED_JSON where the text is no JSON object, INVALID_SPEC where it is no spec, with an
     *     entry for each field to blame
     */
    public TaskSpec read(String json) {
        return read(SpecSchema.parse(json, "{} for a task with all defaults"));
    }

    /** As {@link #read(String)}, for text that was parsed already. */
    public TaskSpec read(JsonNode document) {
        if (!(document instanceof ObjectNode object)) {
            throw new TributaryException(
                    ErrorCode.MALFORMED_JSON,
                    "The body must be a JSON object such as {\"training\": {\"rounds\": 10}}.");
        }
        ObjectNode present = SpecSchema.withoutNulls(object);
        List<FieldError> errors = new ArrayList<>(schema.check(present));
        if (!errors.isEmpty()) {
            throw TributaryException.invalidSpec(errors);
        }
        countSites(present);
        countAlike(present);
        TaskSpec spec = SpecSchema.bind(present, TaskSpec.class);
        errors.addAll(TaskRules.check(spec, known));
        if (!errors.isEmpty()) {
            throw TributaryException.invalidSpec(errors);
        }
        return spec;
    }

    /** Where sites are the clients, there are as many as there are sites. */
    private void countSites(ObjectNode present) {
        String dataset = present.path("dataset").asString(TaskSpec.defaults().dataset());
        List<String> sites = known.sites().getOrDefault(dataset, List.of());
        boolean byWorker = present.at("/partition/scheme").asString("").equals("by-worker");
        if (byWorker && !sites.isEmpty() && present.at("/clients/count").isMissingNode()) {
            present.withObject("/clients").put("count", sites.size());
        }
    }

    /** With noise all clients count alike, unless someone says otherwise and is told. */
    private static void countAlike(ObjectNode present) {
        if (!present.at("/privacy/noiseMultiplier").isMissingNode()
                && present.at("/aggregation/weighting").isMissingNode()) {
            present.withObject("/aggregation").put("weighting", "uniform");
        }
    }
}
