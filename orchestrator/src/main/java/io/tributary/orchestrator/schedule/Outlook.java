package io.tributary.orchestrator.schedule;

import io.tributary.protocol.task.TaskSpec;
import java.util.List;

/**
 * What a mean round of a task gets where nobody drops out.
 *
 * @param updates that arrive
 * @param examples behind them: where rounds do not wait, whoever is faster arrives more often
 */
public record Outlook(double updates, double examples) {
    /** Rounds times clients up to which a schedule is run through; what comes later is much the same. */
    private static final long MOST_ARRIVALS = 1_000_000;

    /** @param examples that each client holds, by index */
    public static Outlook of(TaskSpec spec, List<Long> examples) {
        if (spec.flush().isEmpty()) {
            double each = examples.stream().mapToLong(Long::longValue).average().orElse(0);
            return new Outlook(spec.clientsPerRound(), spec.clientsPerRound() * each);
        }
        Schedule schedule = new AsynchronousSchedule(spec, examples);
        int rounds = (int) Math.max(
                1,
                Math.min(
                        spec.training().rounds(), MOST_ARRIVALS / spec.clients().count()));
        long updates = 0;
        long sum = 0;
        for (int round = 1; round <= rounds; round++) {
            List<Integer> clients = schedule.plan(round).clients();
            updates += clients.size();
            sum += clients.stream().mapToLong(examples::get).sum();
        }
        return new Outlook((double) updates / rounds, (double) sum / rounds);
    }
}
