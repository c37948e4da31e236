package io.tributary.orchestrator.task;

import io.tributary.protocol.data.DataShape;
import io.tributary.protocol.task.TaskSpec;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A task as the orchestrator needs it.
 *
 * @param id unique, made by the server
 * @param name unique, for people
 * @param spec complete; carries the same name
 * @param data shape of its data set when it was submitted
 * @param federation its sites; null where any worker may play any client
 * @param trial what it is a part of; null for a task that somebody wanted for itself
 * @param probe whether it is a short one that only tells what a plan would do to a task of its kind
 */
public record Task(
        String id,
        String name,
        TaskState state,
        TaskSpec spec,
        DataShape data,
        @Nullable Federation federation,
        Instant createdAt,
        @Nullable Trial trial,
        boolean probe) {

    /** A task of a study, or of its own. */
    public Task(
            String id,
            String name,
            TaskState state,
            TaskSpec spec,
            DataShape data,
            @Nullable Federation federation,
            Instant createdAt,
            @Nullable Trial trial) {
        this(id, name, state, spec, data, federation, createdAt, trial, false);
    }

    /** A task of its own. */
    public Task(
            String id,
            String name,
            TaskState state,
            TaskSpec spec,
            DataShape data,
            @Nullable Federation federation,
            Instant createdAt) {
        this(id, name, state, spec, data, federation, createdAt, null);
    }

    /**
     * Where a task of a study belongs.
     *
     * @param study its id
     * @param number of the trial
     * @param heldOut what it is tested on
     */
    public record Trial(String study, int number, HeldOut heldOut) {}

    /** The held-out examples that it is tested on. */
    public HeldOut heldOut() {
        return trial == null ? HeldOut.ALL : trial.heldOut();
    }

    /** The same in another state. */
    public Task in(TaskState next) {
        return new Task(id, name, next, spec, data, federation, createdAt, trial, probe);
    }

    /** The same with what its preparation found out about its sites. */
    public Task with(@Nullable Federation prepared) {
        return new Task(id, name, state, spec, data, prepared, createdAt, trial, probe);
    }

    /** The same as a probe. */
    public Task asProbe() {
        return new Task(id, name, state, spec, data, federation, createdAt, trial, true);
    }
}
