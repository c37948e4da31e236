package io.tributary.nashpo.study;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.tributary.nashpo.pruner.AshaPruner;
import io.tributary.nashpo.pruner.MedianPruner;
import io.tributary.nashpo.pruner.NoPruner;
import io.tributary.nashpo.pruner.Pruner;

/** Which trials stop early. */
public enum PrunerKind {
    @JsonProperty("none")
    NONE,
    @JsonProperty("median")
    MEDIAN,
    @JsonProperty("asha")
    ASHA;

    /** The rule, for trials of so many rounds. */
    Pruner of(int rounds) {
        return switch (this) {
            case NONE -> new NoPruner();
            case MEDIAN -> MedianPruner.usual();
            case ASHA -> AshaPruner.of(rounds);
        };
    }
}
