package io.tributary.nashpo.trial;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a study can make better. */
public enum Metric {
    /** Share of held-out examples that are right, 0..1. */
    @JsonProperty("accuracy")
    ACCURACY,
    /** Mean loss on held-out examples. */
    @JsonProperty("loss")
    LOSS,
    /** Bytes of all frames, both ways. */
    @JsonProperty("bytes")
    BYTES,
    /** Seconds of the threads' CPU clocks. */
    @JsonProperty("cpuSeconds")
    CPU_SECONDS,
    /** Seconds from the task's start to its end. */
    @JsonProperty("seconds")
    SECONDS,
    /** Numbers in the model. */
    @JsonProperty("parameters")
    PARAMETERS;

    /** The direction that anyone would want. */
    public Direction usual() {
        return this == ACCURACY ? Direction.MAXIMIZE : Direction.MINIMIZE;
    }
}
