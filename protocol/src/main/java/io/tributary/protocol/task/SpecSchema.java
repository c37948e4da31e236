package io.tributary.protocol.task;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.tributary.protocol.error.ErrorCode;
import io.tributary.protocol.error.FieldError;
import io.tributary.protocol.error.TributaryException;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What reading any spec has in common: text to JSON, JSON against a schema, JSON to a record; a null is an absent field. */
public final class SpecSchema {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final ObjectNode document;
    private final Schema schema;

    public SpecSchema(ObjectNode document) {
        this.document = document;
        this.schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(document);
    }

    /** The JSON Schema itself. */
    public JsonNode document() {
        return document;
    }

    /** Everything that the schema has against a document without nulls, in sentences. */
    public List<FieldError> check(ObjectNode present) {
        return SchemaErrors.translate(schema.validate(present), document);
    }

    /**
     * @param instead what could be sent instead of nothing, such as {@code {} for a task with all defaults}
     * @throws TributaryException MALFORMED_JSON where the text is empty or no JSON
     */
    public static JsonNode parse(String json, String instead) {
        if (json.isBlank()) {
            throw new TributaryException(ErrorCode.MALFORMED_JSON, "The body is empty; send " + instead + ".");
        }
        try {
            return JSON.readTree(json);
        } catch (JacksonException e) {
            throw new TributaryException(ErrorCode.MALFORMED_JSON, "The body is not JSON: " + where(e), e);
        }
    }

    /** The record of a document that the schema has nothing against. */
    public static <T> T bind(ObjectNode present, Class<T> type) {
        try {
            return JSON.treeToValue(present, type);
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

    /** A copy without fields that are null, at any depth. */
    public static ObjectNode withoutNulls(ObjectNode node) {
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
