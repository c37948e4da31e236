package io.tributary.backend.plan;

import io.tributary.backend.journal.TaskSummary;
import io.tributary.orchestrator.task.TaskState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Two short tasks on one seed, one as given and one with the codec of the plan, that tell what the codec does where no task of the
 * kind has run.
 *
 * @param said how things stand, for people
 * @param codec what is tried
 * @param rounds of each
 * @param bytes that what is still to be started is expected to send, both ways
 * @param cpuSeconds that it is expected to take
 * @param seconds that it is expected to take with all slots free
 * @param runs what was started; empty where nothing was
 */
public record Probe(
        State state,
        String codec,
        String said,
        int rounds,
        long bytes,
        double cpuSeconds,
        double seconds,
        List<Run> runs) {
    public Probe {
        runs = List.copyOf(runs);
    }

    /** Where a probe stands. */
    public enum State {
        /** It could be started. */
        OFFERED,
        /** At least one of its tasks has not ended. */
        RUNNING,
        /** The plan uses what it measured. */
        ENDED
    }

    /**
     * One of its tasks.
     *
     * @param planned whether it has the plan's codec
     * @param round its last committed one
     * @param accuracy after its last round, as a share; null before
     * @param bytes of all frames, both ways
     */
    public record Run(
            boolean planned,
            String task,
            TaskState state,
            int round,
            @Nullable Double accuracy,
            long bytes,
            double cpuSeconds) {
        static Run of(boolean planned, TaskSummary task) {
            return new Run(
                    planned,
                    task.task().id(),
                    task.task().state(),
                    task.round(),
                    task.accuracy(),
                    task.bytesUp() + task.bytesDown(),
                    task.cpuSeconds());
        }
    }
}
