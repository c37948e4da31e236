package io.tributary.orchestrator.task;

import io.tributary.orchestrator.lifecycle.Lifecycle;

/** Where a task stands. */
public enum TaskState {
    /** Waits for a thread of its own. */
    QUEUED,
    /** Its rounds go on. */
    RUNNING,
    /** Stopped by a person, or by the server while a disk is full; keeps its last committed round. */
    PAUSED,
    /** Did all its rounds, or met its stopping rule. */
    COMPLETED,
    /** Cannot go on; the reason is in the task. */
    FAILED,
    /** Ended by a person. */
    CANCELLED;

    /** What can happen to a task. */
    public enum Event {
        START,
        PAUSE,
        RESUME,
        COMPLETE,
        FAIL,
        CANCEL,
        /** A disk is full; the task goes on by itself when there is room. */
        HOLD,
        /** It is not to go on by itself any more. */
        STAY,
        /** The server came back and found the task running. */
        RECOVER
    }

    /** The table. */
    public static final Lifecycle<TaskState, Event> LIFECYCLE = Lifecycle.<TaskState, Event>of("task")
            .allow(QUEUED, Event.START, RUNNING)
            .allow(QUEUED, Event.PAUSE, PAUSED)
            .allow(QUEUED, Event.CANCEL, CANCELLED)
            .allow(RUNNING, Event.PAUSE, PAUSED)
            .allow(RUNNING, Event.CANCEL, CANCELLED)
            .allow(RUNNING, Event.HOLD, PAUSED)
            .allow(RUNNING, Event.COMPLETE, COMPLETED)
            .allow(RUNNING, Event.FAIL, FAILED)
            .allow(RUNNING, Event.RECOVER, QUEUED)
            .allow(PAUSED, Event.STAY, PAUSED)
            .allow(PAUSED, Event.RESUME, QUEUED)
            .allow(PAUSED, Event.CANCEL, CANCELLED)
            .build();

    /** Whether the task has ended for good. */
    public boolean ended() {
        return LIFECYCLE.isFinal(this);
    }
}
