package io.tributary.backend.plan;

import io.tributary.protocol.task.TaskSpec;

/** How unlike the clients' data are. */
enum Skew {
    /** Alike: iid, quantity-skew, or dirichlet with an alpha of 1 and more. */
    EVEN,
    /** Unlike: dirichlet with an alpha from 0.1 to 1. */
    UNEVEN,
    /** Hardly anything in common, or not known. */
    HARSH;

    static Skew of(TaskSpec spec) {
        return switch (spec.partition().scheme()) {
            case IID, QUANTITY_SKEW -> EVEN;
            case DIRICHLET ->
                spec.partition().alpha() >= 1 ? EVEN : spec.partition().alpha() >= 0.1 ? UNEVEN : HARSH;
            case SHARDS, BY_WORKER -> HARSH;
        };
    }
}
