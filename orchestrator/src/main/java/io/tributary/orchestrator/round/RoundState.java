package io.tributary.orchestrator.round;

import io.tributary.orchestrator.lifecycle.Lifecycle;

/** Where a round stands; the order of the loop as a table. */
public enum RoundState {
    SELECTING,
    DISPATCHING,
    COLLECTING,
    AGGREGATING,
    EVALUATING,
    COMMITTING,
    COMMITTED,
    /** Interrupted by a pause, a cancel or a failure; the round will be run again from its start, or never. */
    ABANDONED;

    /** What moves a round on. */
    public enum Event {
        NEXT,
        /** Too few updates: there is nothing to aggregate, the old model stays. */
        SKIP_AGGREGATION,
        /** The spec asks for no evaluation in this round. */
        SKIP_EVALUATION,
        ABANDON
    }

    /** The table. */
    public static final Lifecycle<RoundState, Event> LIFECYCLE = Lifecycle.<RoundState, Event>of("round")
            .allow(SELECTING, Event.NEXT, DISPATCHING)
            .allow(DISPATCHING, Event.NEXT, COLLECTING)
            .allow(COLLECTING, Event.NEXT, AGGREGATING)
            .allow(COLLECTING, Event.SKIP_AGGREGATION, EVALUATING)
            .allow(AGGREGATING, Event.NEXT, EVALUATING)
            .allow(EVALUATING, Event.NEXT, COMMITTING)
            .allow(EVALUATING, Event.SKIP_EVALUATION, COMMITTING)
            .allow(COMMITTING, Event.NEXT, COMMITTED)
            .allow(SELECTING, Event.ABANDON, ABANDONED)
            .allow(DISPATCHING, Event.ABANDON, ABANDONED)
            .allow(COLLECTING, Event.ABANDON, ABANDONED)
            .allow(AGGREGATING, Event.ABANDON, ABANDONED)
            .allow(EVALUATING, Event.ABANDON, ABANDONED)
            .allow(COMMITTING, Event.ABANDON, ABANDONED)
            .build();
}
