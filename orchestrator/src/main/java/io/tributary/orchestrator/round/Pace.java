package io.tributary.orchestrator.round;

import io.tributary.orchestrator.task.Task;

/** Holds a task back between two rounds, as a search holds its trials until it has judged the last one. */
@FunctionalInterface
public interface Pace {
    /** No task is held back. */
    Pace FREE = (task, round, stop) -> {};

    /**
     * Returns when the task may begin the round after the given one.
     *
     * @param round the last that was committed; 0 before the first
     * @throws StopSignal.StoppedException where the task is told to stop meanwhile
     */
    void await(Task task, int round, StopSignal stop);
}
