package io.tributary.protocol.task;

import java.util.Collection;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * When fields matter, see {@link Field#when}: in the schema {@code "x-when": {"field": "partition.scheme", "is":
 * ["shards"]}}, or {@code "isNot"}. Validation does not read it; a value that does not matter is allowed.
 */
final class Conditions {
    static final String KEYWORD = "x-when";

    private Conditions() {}

    /** Turns the annotations' texts, which name a field beside their own, into conditions with the field's whole path. */
    static void resolve(ObjectNode schema) {
        resolve(schema, "");
    }

    private static void resolve(ObjectNode object, String prefix) {
        ObjectNode properties = (ObjectNode) object.get("properties");
        properties.properties().forEach(entry -> {
            ObjectNode property = (ObjectNode) entry.getValue();
            if (property.has(KEYWORD)) {
                property.set(KEYWORD, condition(property, prefix, properties.propertyNames()));
            }
            if (property.has("properties")) {
                resolve(property, prefix + entry.getKey() + ".");
            }
        });
    }

    private static ObjectNode condition(ObjectNode property, String prefix, Collection<String> beside) {
        String text = property.get(KEYWORD).asString();
        String[] parts = text.split("!?=", 2);
        if (parts.length != 2 || !beside.contains(parts[0])) {
            throw new IllegalStateException("'" + text + "' in " + prefix + " names no field beside its own.");
        }
        ObjectNode condition = property.objectNode().put("field", prefix + parts[0]);
        ArrayNode values = condition.putArray(text.contains("!=") ? "isNot" : "is");
        List.of(parts[1].split(",", -1)).forEach(values::add);
        return condition;
    }
}
