package io.tributary.backend.page;

import io.tributary.orchestrator.dispatch.WorkerStatus;
import org.jspecify.annotations.Nullable;

/**
 * One slot of a worker as its page shows it.
 *
 * @param task id of the task it works for, null while it is free
 * @param done examples so far, null while their number is unknown
 */
record Slot(
        @Nullable String task,
        @Nullable String taskName,
        @Nullable String what,
        @Nullable Long done,
        long total) {
    static final Slot FREE = new Slot(null, null, null, null, 0);

    static Slot of(WorkerStatus.Running running, String taskName) {
        return new Slot(
                running.task(),
                taskName,
                running.client() < 0 ? running.what() : running.what() + " client " + running.client(),
                running.total() == 0 ? null : running.done(),
                running.total());
    }
}
