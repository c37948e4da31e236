package io.tributary.backend.study;

import io.tributary.orchestrator.lifecycle.Lifecycle;

/** Where a study stands. */
public enum StudyState {
    /** Waits for others to end. */
    QUEUED,
    /** Its trials go on, or the check of the best. */
    RUNNING,
    /** Stopped by a person; its trials' tasks are paused. */
    PAUSED,
    /** Has a best trial. */
    COMPLETED,
    /** No trial completed, or it cannot go on; the reason is in the study. */
    FAILED,
    /** Ended by a person. */
    CANCELLED;

    /** What can happen to a study. */
    enum Event {
        START,
        PAUSE,
        RESUME,
        COMPLETE,
        FAIL,
        CANCEL,
        /** The server came back and found the study running. */
        RECOVER
    }

    /** The table. */
    static final Lifecycle<StudyState, Event> LIFECYCLE = Lifecycle.<StudyState, Event>of("study")
            .allow(QUEUED, Event.START, RUNNING)
            .allow(QUEUED, Event.PAUSE, PAUSED)
            .allow(QUEUED, Event.CANCEL, CANCELLED)
            .allow(RUNNING, Event.PAUSE, PAUSED)
            .allow(RUNNING, Event.CANCEL, CANCELLED)
            .allow(RUNNING, Event.COMPLETE, COMPLETED)
            .allow(RUNNING, Event.FAIL, FAILED)
            .allow(RUNNING, Event.RECOVER, QUEUED)
            .allow(PAUSED, Event.RESUME, QUEUED)
            .allow(PAUSED, Event.CANCEL, CANCELLED)
            .build();

    /** Whether the study has ended for good. */
    public boolean ended() {
        return LIFECYCLE.isFinal(this);
    }
}
