package io.tributary.orchestrator.selection;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Fast clients more often than slow ones: arXiv 2408.13010. Draws without replacement with p_k = mean(1/L_k) / sum_j
 * mean(1/L_j), where L_k are the client's seconds from dispatch to the full reply in its last completed rounds, as many as
 * {@code clients.latencyWindow} says.
 *
 * <p>Deviations: the paper's code gives a client without a measurement a made-up second; here clients that were never asked
 * are explored first, in random order. One that was asked and never completed counts as the slowest that was measured: were
 * it explored first too, a few dead clients would be asked in every round.
 *
 * <p>Seconds differ from run to run, so two runs of a task select differently.
 */
final class LatencyProportionalSelection implements ClientSelector {
    /** Shorter times are beyond what a dispatch can be measured to. */
    private static final double SHORTEST_SECONDS = 1e-3;

    @Override
    public String id() {
        return "latency-proportional";
    }

    @Override
    public String description() {
        return "Clients that answered fast are drawn more often; shorter rounds where devices are unequal. "
                + "Two runs select differently, because seconds do.";
    }

    @Override
    public List<Integer> select(Candidates candidates) {
        UniformRandomProvider random = candidates.random();
        List<Integer> unknown = candidates.where(past -> past.selected() == 0);
        List<Integer> selected = new ArrayList<>(WeightedDraw.draw(unknown, client -> 1, candidates.wanted(), random));
        double slowest = candidates.past().stream()
                .filter(past -> !past.seconds().isEmpty())
                .mapToDouble(LatencyProportionalSelection::speed)
                .min()
                .orElse(1);
        selected.addAll(WeightedDraw.draw(
                candidates.where(past -> past.selected() > 0),
                client -> speed(candidates.past().get(client), slowest),
                candidates.wanted() - selected.size(),
                random));
        return selected.stream().sorted().toList();
    }

    private static double speed(ClientPast past, double otherwise) {
        return past.seconds().isEmpty() ? otherwise : speed(past);
    }

    /** mean(1/L). */
    private static double speed(ClientPast past) {
        return past.seconds().stream()
                .mapToDouble(seconds -> 1 / Math.max(seconds, SHORTEST_SECONDS))
                .average()
                .orElseThrow();
    }
}
