package io.tributary.nashpo.study;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Where trials come from. */
public enum SamplerKind {
    /** Hybrid, with a language model where one is configured. */
    @JsonProperty("auto")
    AUTO,
    @JsonProperty("random")
    RANDOM,
    @JsonProperty("tpe")
    TPE,
    /** A language model for every trial after the first. */
    @JsonProperty("llm")
    LLM,
    /** The user's own configuration, good ones from elsewhere, then TPE, advised by a language model where one is configured. */
    @JsonProperty("hybrid")
    HYBRID
}
