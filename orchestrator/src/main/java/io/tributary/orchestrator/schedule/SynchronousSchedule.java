package io.tributary.orchestrator.schedule;

import io.tributary.orchestrator.selection.ClientHistory;
import io.tributary.orchestrator.selection.ClientSelector;
import io.tributary.orchestrator.selection.Selections;
import io.tributary.protocol.simulation.Speeds;
import io.tributary.protocol.task.TaskSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rounds that wait: the task's rule selects, all begin with the newest model, and the round takes as long as the slowest of
 * those it waits for.
 */
final class SynchronousSchedule implements Schedule {
    private final TaskSpec spec;
    private final List<Long> examples;
    private final ClientHistory history;
    private final ClientSelector selector;
    private final Speeds speeds;

    SynchronousSchedule(TaskSpec spec, List<Long> examples, ClientHistory history) {
        this.spec = spec;
        this.examples = List.copyOf(examples);
        this.history = history;
        this.selector = Selections.of(spec.clients().selection());
        this.speeds = Speeds.of(spec);
    }

    @Override
    public RoundPlan plan(int round) {
        List<Integer> clients =
                selector.select(new ClientSelector.Candidates(spec.seed(), round, spec.clientsAsked(), history.past()));
        return RoundPlan.synchronous(round, clients, spec.clientsPerRound(), seconds(clients));
    }

    private @Nullable Double seconds(List<Integer> clients) {
        if (!Schedule.simulates(spec)) {
            return null;
        }
        double[] sorted = clients.stream()
                .mapToDouble(client -> speeds.seconds(client, examples.get(client)))
                .sorted()
                .toArray();
        return sorted[Math.min(sorted.length, spec.clientsPerRound()) - 1];
    }
}
