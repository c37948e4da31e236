package io.tributary.orchestrator.round;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.tributary.orchestrator.lifecycle.Lifecycle;

/** Where one selected client stands in a round. */
public enum ClientState {
    /** Waits for a free slot. */
    @JsonProperty("waiting")
    WAITING,
    /** A worker has the assignment. */
    @JsonProperty("training")
    TRAINING,
    /** Its update counts. */
    @JsonProperty("completed")
    COMPLETED,
    /** Its update did not come before the deadline, or before enough of others. */
    @JsonProperty("late")
    LATE,
    /** It failed, or sent something that is no update of this model. */
    @JsonProperty("rejected")
    REJECTED,
    /** Its worker is gone. */
    @JsonProperty("lost")
    LOST;

    /** What can happen to a selected client. */
    public enum Event {
        START,
        COMPLETE,
        MISS_DEADLINE,
        SURPASS,
        REJECT,
        LOSE
    }

    /** The table. */
    public static final Lifecycle<ClientState, Event> LIFECYCLE = Lifecycle.<ClientState, Event>of("client")
            .allow(WAITING, Event.START, TRAINING)
            .allow(WAITING, Event.REJECT, REJECTED)
            .allow(WAITING, Event.SURPASS, LATE)
            .allow(WAITING, Event.LOSE, LOST)
            .allow(TRAINING, Event.COMPLETE, COMPLETED)
            .allow(TRAINING, Event.MISS_DEADLINE, LATE)
            .allow(TRAINING, Event.SURPASS, LATE)
            .allow(TRAINING, Event.REJECT, REJECTED)
            .allow(TRAINING, Event.LOSE, LOST)
            .build();
}
