package io.tributary.backend.task;

import io.tributary.orchestrator.task.Task;
import io.tributary.protocol.error.TributaryException;

/** Whom the tasks of trials belong to, and who alone says when they go on. */
public interface TrialOwner {
    /**
     * Whether a person may let the task of a trial go on.
     *
     * @throws TributaryException WRONG_STATE where its study has stopped it, or does not run
     */
    void checkResume(Task.Trial trial);
}
