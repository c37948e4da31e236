package io.tributary.orchestrator.dispatch;

import io.tributary.protocol.data.Encoding;
import io.tributary.protocol.message.Work;
import io.tributary.protocol.task.TaskSpec;
import org.jspecify.annotations.Nullable;

/**
 * Work that a task wants done.
 *
 * @param worker who must do it; null where any worker that holds the spec's data set may
 * @param encoding for the assignment, see {@link io.tributary.protocol.message.Assignment}
 */
public record Order(
        String task,
        TaskSpec spec,
        Work work,
        @Nullable String worker,
        @Nullable Encoding encoding) {}
