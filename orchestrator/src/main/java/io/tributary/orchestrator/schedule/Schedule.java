package io.tributary.orchestrator.schedule;

import io.tributary.orchestrator.selection.ClientHistory;
import io.tributary.protocol.task.TaskSpec;
import io.tributary.protocol.task.TaskSpec.PartitionScheme;
import java.util.List;

/** Plans one round after the other. Belongs to the task's thread. */
public interface Schedule {

    /**
     * The plan of a round.
     *
     * @param round at least that of the last call
     */
    RoundPlan plan(int round);

    /**
     * The schedule of a task.
     *
     * @param examples that each client holds, by index
     * @param history of the clients, kept by the caller
     */
    static Schedule of(TaskSpec spec, List<Long> examples, ClientHistory history) {
        return spec.flush().isPresent()
                ? new AsynchronousSchedule(spec, examples)
                : new SynchronousSchedule(spec, examples, history);
    }

    /** Whether the clients of a task are simulated, so that time can be. */
    static boolean simulates(TaskSpec spec) {
        return spec.partition().scheme() != PartitionScheme.BY_WORKER;
    }
}
