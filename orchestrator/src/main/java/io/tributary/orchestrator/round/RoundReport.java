package io.tributary.orchestrator.round;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The figures of one committed round. selected = completed + late + rejected + lost, always.
 *
 * @param round from 1
 * @param accuracy share of the held-out examples that the new model gets right, 0..1; null where not evaluated
 * @param loss mean loss over the held-out examples; null where not evaluated
 * @param trainLoss mean over the completed clients, weighted by examples; null where none completed
 * @param seconds from selection to commit
 * @param bytesUp frames from all selected clients
 * @param bytesDown frames to all selected clients
 * @param cpuSeconds of all threads that worked on it, by their own clocks; the sum of {@code cpu}
 * @param cpu the same by what it was spent on
 * @param selected clients asked to train
 * @param completed updates that count
 * @param late no answer before the deadline
 * @param rejected failed, or sent what is no update
 * @param lost worker gone
 * @param epsilon what all rounds up to this one reveal about any one client, see {@link
 *     io.tributary.protocol.privacy.PrivacyLoss}; null where no noise is added
 * @param simulatedSeconds that it would have taken if every client had a machine of its own, as fast as the spec's simulation says
 *     and with links that take no time; null where clients are not simulated
 * @param staleness mean number of aggregations that the completed clients missed since they began; null in synchronous rounds and
 *     where none completed
 * @param note what was unusual, for people
 * @param modelSha256 the model after the round
 */
public record RoundReport(
        int round,
        @Nullable Double accuracy,
        @Nullable Double loss,
        @Nullable Double trainLoss,
        double seconds,
        long bytesUp,
        long bytesDown,
        double cpuSeconds,
        Cpu cpu,
        int selected,
        int completed,
        int late,
        int rejected,
        int lost,
        @Nullable Double epsilon,
        @Nullable Double simulatedSeconds,
        @Nullable Double staleness,
        @Nullable String note,
        String modelSha256,
        Instant committedAt) {
    public RoundReport {
        if (selected != completed + late + rejected + lost) {
            throw new IllegalArgumentException("Round " + round + " selected " + selected + " clients but accounts for "
                    + (completed + late + rejected + lost));
        }
    }

    /** The same with epsilon. */
    public RoundReport withEpsilon(@Nullable Double known) {
        return new RoundReport(
                round,
                accuracy,
                loss,
                trainLoss,
                seconds,
                bytesUp,
                bytesDown,
                cpuSeconds,
                cpu,
                selected,
                completed,
                late,
                rejected,
                lost,
                known,
                simulatedSeconds,
                staleness,
                note,
                modelSha256,
                committedAt);
    }
}
