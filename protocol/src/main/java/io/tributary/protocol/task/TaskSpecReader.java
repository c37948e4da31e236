package io.tributary.protocol.task;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.tributary.protocol.error.ErrorCode;
import io.tributary.protocol.error.FieldError;
import io.tributary.protocol.error.TributaryException;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * JSON to a checked {@link TaskSpec}: well-formed, then the schema (everything wrong at once), then the rules that span
 * several fields. A null means the same as an absent field.
 */
public final class TaskSpecReader {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final Registries known;
    private final ObjectNode schemaDocument;
    private final Schema schema;

    public TaskSpecReader(Registries known) {
        this.known = known;
        this.schemaDocument = TaskSchema.of(known);
        this.schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(schemaDocument);
    }

    /** The schema that specs are held against. */
    public JsonNode schema() {
        return schemaDocument;
    }

    /**
     * @throws TributaryException MALFORMED_JSON where the text is no JSON object, INVALID_SPEC where it is no spec, with an
     *     entry for each field to blame
     */
    public TaskSpec read(String json) {
        return read(parse(json));
    }

    /** As {@link #read(String)}, for text that was parsed already. */
    public TaskSpec read(JsonNode document) {
        if (!(document instanceof ObjectNode object)) {
            throw new TributaryException(
                    ErrorCode.MALFORMED_JSON,
                    "The body must be a JSON object such as {\"training\": {\"rounds\": 10}}.");
        }
        ObjectNode present = withoutNulls(object);
        List<FieldError> errors = new ArrayList<>(SchemaErrors.translate(schema.validate(present), schemaDocument));
        if (!errors.isEmpty()) {
            throw TributaryException.invalidSpec(errors);
        }
        countSites(present);
        countAlike(present);
        TaskSpec spec = bind(present);
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

    private static JsonNode parse(String json) {
        if (json.isBlank()) {
            throw new TributaryException(
                    ErrorCode.MALFORMED_JSON, "The body is empty; send {} for a task with all defaults.");
        }
        try {
            return JSON.readTree(json);
        } catch (JacksonException e) {
            throw new TributaryException(ErrorCode.MALFORMED_JSON, "The body is not JSON: " + where(e), e);
        }
    }

    private static TaskSpec bind(ObjectNode present) {
        try {
            return JSON.treeToValue(present, TaskSpec.class);
        } catch (JacksonException e) {
            throw new TributaryException(
                    ErrorCode.INVALID_SPEC, "The spec cannot be read: " + e.getOriginalMessage(), e);
        }
    }

    private static String where(JacksonException e) {
        var location = e.getLocation();
        // Jackson's parenthesis speaks of its own settings.
        String message = e.getOriginalMessage().replaceAll("\\s*\\(.*REDACTED.*\\)", "");
        return location == null
                ? message
                : message + " (line " + location.getLineNr() + ", column " + location.getColumnNr() + ")";
    }

    private static ObjectNode withoutNulls(ObjectNode node) {
        ObjectNode result = JSON.createObjectNode();
        node.properties().forEach(entry -> {
            if (!entry.getValue().isNull()) {
                result.set(entry.getKey(), withoutNullsInside(entry.getValue()));
            }
        });
        return result;
    }

    private static JsonNode withoutNullsInside(JsonNode node) {
        if (node instanceof ObjectNode object) {
            return withoutNulls(object);
        } else if (node instanceof ArrayNode array) {
            ArrayNode result = JSON.createArrayNode();
            array.forEach(element -> result.add(withoutNullsInside(element)));
            return result;
        }
        return node;
    }
}
