package io.tributary.backend.journal;

import io.tributary.orchestrator.task.Task;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A task with its figures.
 *
 * @param round the last committed round
 * @param accuracy of the last evaluation
 * @param bytesUp of all committed rounds, as are the other totals
 * @param model artifact after the last committed round
 * @param initialModel artifact before the first round
 * @param events how many there are in its history
 * @param epsilon what its rounds reveal about any one client; null where it adds no noise, or it is not asked for
 * @param reason why it is in its state, for people
 */
public record TaskSummary(
        Task task,
        int round,
        @Nullable Double accuracy,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        long bytesUp,
        long bytesDown,
        double cpuSeconds,
        double seconds,
        @Nullable String model,
        @Nullable String initialModel,
        long events,
        @Nullable Double epsilon,
        @Nullable String reason) {

    /** The same with epsilon. */
    TaskSummary withEpsilon(@Nullable Double known) {
        return new TaskSummary(
                task,
                round,
                accuracy,
                startedAt,
                endedAt,
                bytesUp,
                bytesDown,
                cpuSeconds,
                seconds,
                model,
                initialModel,
                events,
                known,
                reason);
    }
}
