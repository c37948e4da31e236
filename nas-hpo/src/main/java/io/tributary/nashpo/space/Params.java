package io.tributary.nashpo.space;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.tributary.protocol.artifact.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One point of a space: the values of the fields that count there, in the order of the space.
 *
 * @param values single JSON values (number, text, true or false) by dotted field name
 */
public record Params(@JsonValue Map<String, JsonNode> values) {
    private static final Params NONE = new Params(Map.of());

    @JsonCreator
    public Params {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    public static Params none() {
        return NONE;
    }

    public @Nullable JsonNode get(String field) {
        return values.get(field);
    }

    public boolean has(String field) {
        return values.containsKey(field);
    }

    /** The same with one value set. */
    public Params with(String field, JsonNode value) {
        Map<String, JsonNode> changed = new LinkedHashMap<>(values);
        changed.put(field, value);
        return new Params(changed);
    }

    /**
     * A name that equal points share, whatever the order of their fields and however their numbers are written; two trials of
     * one study never have the same.
     */
    public Sha256 hash() {
        Map<String, Object> canonical = new TreeMap<>();
        values.forEach((field, value) -> canonical.put(field, value.isNumber() ? (Object) value.asDouble() : value));
        MessageDigest digest = Sha256.digest();
        digest.update(JsonMapper.shared().writeValueAsString(canonical).getBytes(StandardCharsets.UTF_8));
        return Sha256.of(digest);
    }

    @Override
    public String toString() {
        return values.toString();
    }
}
