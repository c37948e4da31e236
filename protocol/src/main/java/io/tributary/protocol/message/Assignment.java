package io.tributary.protocol.message;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.tributary.protocol.data.Encoding;
import io.tributary.protocol.task.TaskSpec;
import org.jspecify.annotations.Nullable;

/**
 * One piece of work on one worker, leased.
 *
 * @param id unique on the server; a repeated lease of the same work has the same id and a larger epoch
 * @param epoch counts the leases of this work; only answers of the latest one count
 * @param task id of the task
 * @param spec the task's complete spec
 * @param work what to do
 * @param encoding how sites turn their own data into numbers for this task; null where the data set is everywhere the same
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Assignment(
        String id,
        int epoch,
        String task,
        TaskSpec spec,
        Work work,
        @Nullable Encoding encoding) {
    /** Work on a data set that is everywhere the same. */
    public Assignment(String id, int epoch, String task, TaskSpec spec, Work work) {
        this(id, epoch, task, spec, work, null);
    }
}
