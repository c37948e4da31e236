package io.tributary.backend.task;

import io.tributary.backend.journal.TaskSummary;
import io.tributary.orchestrator.task.Task;
import io.tributary.orchestrator.task.TaskState;
import io.tributary.protocol.task.TaskSpec;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A task in the API.
 *
 * @param round the last committed round
 * @param accuracy of the last evaluation, 0..1
 * @param epsilon what the committed rounds reveal about any one client, at the spec's {@code privacy.delta}: central
 *     differential privacy with noise by the server, local with noise by the clients; null without noise
 * @param failure why it failed; null for any other state
 * @param note why it ended before its last round, or came to its state; null where there is nothing to say
 * @param trial of a study that it belongs to; null for a task of its own
 * @param probe whether it is a short one that only tells what a plan would do
 */
public record TaskView(
        String id,
        String name,
        TaskState state,
        TaskSpec spec,
        int round,
        @Nullable Double accuracy,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        Totals totals,
        @Nullable Double epsilon,
        @Nullable String modelSha256,
        @Nullable String failure,
        @Nullable String note,
        Task.@Nullable Trial trial,
        boolean probe) {

    /** Sums over the committed rounds. */
    public record Totals(long bytesUp, long bytesDown, double cpuSeconds, double seconds) {}

    public static TaskView of(TaskSummary summary) {
        boolean failed = summary.task().state() == TaskState.FAILED;
        return new TaskView(
                summary.task().id(),
                summary.task().name(),
                summary.task().state(),
                summary.task().spec(),
                summary.round(),
                summary.accuracy(),
                summary.task().createdAt(),
                summary.startedAt(),
                summary.endedAt(),
                new Totals(summary.bytesUp(), summary.bytesDown(), summary.cpuSeconds(), summary.seconds()),
                summary.epsilon(),
                summary.model(),
                failed ? summary.reason() : null,
                failed ? null : summary.reason(),
                summary.task().trial(),
                summary.task().probe());
    }
}
