package io.tributary.intent;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Understands prompts. */
public interface Interpreter {
    /**
     * Reads a prompt. Nothing that it says is carried out.
     *
     * @param prompt as typed, of any length and content
     * @param base the spec that it changes; null to start from the defaults
     */
    Interpretation interpret(String prompt, @Nullable JsonNode base, Surroundings surroundings);
}
