package io.tributary.intent.language;

import io.tributary.protocol.task.Registries;
import tools.jackson.databind.JsonNode;

/** Someone who reads prompts better than rules do, and is not trusted. */
public interface Advisor {
    /** Who it is, as interpretations say: {@code openai:gpt-5-mini}. */
    String name();

    /**
     * What it takes a prompt for.
     *
     * @param prompt as typed
     * @param before the complete spec that it changes
     * @param known the names that may stand in a spec
     * @throws NoAdvice where none can be had now
     */
    Advice advise(String prompt, JsonNode before, Registries known);
}
