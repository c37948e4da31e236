package io.tributary.intent;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a person wants.
 *
 * @param prompt as typed, of any length and content
 * @param base the spec that it changes; null to start from the defaults
 * @param answers to questions that the same prompt led to, by field
 */
public record Intent(String prompt, @Nullable JsonNode base, Map<String, JsonNode> answers) {
    public Intent {
        answers = new LinkedHashMap<>(answers);
    }

    /** A prompt that no question was answered for. */
    public static Intent of(String prompt, @Nullable JsonNode base) {
        return new Intent(prompt, base, Map.of());
    }
}
