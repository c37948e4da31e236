package io.tributary.nashpo.trial;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Who proposed a trial. */
public enum Source {
    /** The task that the study started from. */
    @JsonProperty("default")
    DEFAULT,
    /** A configuration that did well elsewhere. */
    @JsonProperty("portfolio")
    PORTFOLIO,
    /** The model of the trials so far. */
    @JsonProperty("tpe")
    TPE,
    @JsonProperty("random")
    RANDOM,
    /** A language model. */
    @JsonProperty("llm")
    LLM,
    /** A person, while the study ran. */
    @JsonProperty("user")
    USER
}
