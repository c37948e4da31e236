package io.tributary.nashpo.trial;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Which way is better. */
public enum Direction {
    @JsonProperty("maximize")
    MAXIMIZE,
    @JsonProperty("minimize")
    MINIMIZE;

    /** The value with the sign that makes less better; not a number is worst. */
    public double asLoss(double value) {
        return Double.isNaN(value) ? Double.POSITIVE_INFINITY : this == MAXIMIZE ? -value : value;
    }
}
