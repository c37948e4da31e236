package io.tributary.orchestrator.selection;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Clients from whom the model has much to learn and who are not slow: Oort, Lai, Zhu, Madhyastha and Chowdhury, OSDI 2021,
 * algorithm 1. A share e of the round explores clients that were never asked; the rest goes to known clients of high
 * utility
 *
 * <pre>U(i) = (statistical utility + sqrt(0.1 ln R / L(i))) * (T / D(i))^2 where T &lt; D(i)</pre>
 *
 * <p>drawn in proportion to it from all that reach 95 % of what the last of the best has. e starts at 0.9 and falls by 2 % a
 * round to 0.2. The root is the bonus for having been left out for long.
 *
 * <p>Symbols: R {@code round}, L(i) {@code lastSelected}, D(i) mean of {@code seconds}, T the preferred duration.
 *
 * <p>Deviations: the statistical utility is examples times mean loss, not times the root mean square of the examples'
 * losses, which do not leave the client. It is cut at the 95th percentile, as in the paper, and brought to 0..1, so that the
 * bonus counts alike for every loss. T is a percentile of the known durations, the 30th, and moves up by 5 every 20 rounds;
 * the paper's pacer moves when a window brought less utility than the one before, which a falling loss makes nearly always.
 * Exploration is uniform: nothing is known of a device before its first answer. No more clients are asked than wanted, and
 * nobody is excluded for having been selected often. A client that was asked and never completed has no statistical utility
 * until it does.
 *
 * <p>Seconds differ from run to run, so two runs of a task select differently.
 */
final class OortSelection implements ClientSelector {
    private static final double EXPLORATION = 0.9;
    private static final double EXPLORATION_DECAY = 0.98;
    private static final double LEAST_EXPLORATION = 0.2;
    private static final double CUTOFF = 0.95;
    private static final double CLIP = 0.95;
    private static final double UNCERTAINTY = 0.1;
    private static final double PREFERRED = 0.3;
    private static final double PACE = 0.05;
    private static final int PACE_ROUNDS = 20;
    /** Keeps a draw among clients without any utility a draw. */
    private static final double LEAST_UTILITY = 1e-9;

    @Override
    public String id() {
        return "oort";
    }

    @Override
    public String description() {
        return "Weighs how much a client's data can still teach against how long it takes, and keeps exploring. "
                + "Two runs select differently, because seconds do.";
    }

    @Override
    public List<Integer> select(Candidates candidates) {
        UniformRandomProvider random = candidates.random();
        List<Integer> unknown = candidates.where(past -> past.selected() == 0);
        List<Integer> known = candidates.where(past -> past.selected() > 0);
        // Rounded up or down by chance, so that also a round of one client explores now and then.
        int toExplore = (int) (exploration(candidates.round()) * candidates.wanted() + random.nextDouble());
        int explored = Math.min(unknown.size(), Math.max(toExplore, candidates.wanted() - known.size()));
        List<Integer> selected = new ArrayList<>(WeightedDraw.draw(unknown, client -> 1, explored, random));
        if (explored < candidates.wanted()) {
            selected.addAll(exploit(candidates, known, candidates.wanted() - explored, random));
        }
        return selected.stream().sorted().toList();
    }

    private static double exploration(int round) {
        return Math.max(LEAST_EXPLORATION, EXPLORATION * StrictMath.pow(EXPLORATION_DECAY, round - 1));
    }

    private static List<Integer> exploit(
            Candidates candidates, List<Integer> known, int wanted, UniformRandomProvider random) {
        double[] utilities = utilities(candidates, known);
        double last = known.stream()
                .map(client -> utilities[client])
                .sorted(Comparator.reverseOrder())
                .skip(wanted - 1L)
                .findFirst()
                .orElseThrow();
        List<Integer> admitted = known.stream()
                .filter(client -> utilities[client] >= CUTOFF * last)
                .toList();
        return WeightedDraw.draw(admitted, client -> Math.max(LEAST_UTILITY, utilities[client]), wanted, random);
    }

    /** By client; 0 for those that are not known. */
    private static double[] utilities(Candidates candidates, List<Integer> known) {
        List<ClientPast> past = known.stream().map(candidates.past()::get).toList();
        double[] statistical =
                past.stream().mapToDouble(OortSelection::statistical).sorted().toArray();
        double least = statistical[0];
        double most = quantile(statistical, CLIP);
        double[] durations = past.stream()
                .filter(client -> !client.seconds().isEmpty())
                .mapToDouble(OortSelection::duration)
                .sorted()
                .toArray();
        int steps = (candidates.round() - 1) / PACE_ROUNDS;
        double preferred = quantile(durations, PREFERRED + PACE * steps);
        double[] utilities = new double[candidates.clients()];
        for (int i = 0; i < known.size(); i++) {
            ClientPast client = past.get(i);
            double share = most > least ? (Math.min(statistical(client), most) - least) / (most - least) : 1;
            double bonus = StrictMath.sqrt(UNCERTAINTY * StrictMath.log(candidates.round()) / client.lastSelected());
            double duration = duration(client);
            double penalty = duration > preferred ? (preferred / duration) * (preferred / duration) : 1;
            utilities[known.get(i)] = (share + bonus) * penalty;
        }
        return utilities;
    }

    private static double statistical(ClientPast past) {
        return past.examples() * Math.max(0, Objects.requireNonNullElse(past.lastLoss(), 0.0));
    }

    /** Mean seconds; 0, and so no penalty, where there is no measurement. */
    private static double duration(ClientPast past) {
        return past.seconds().stream()
                .mapToDouble(Double::doubleValue)
                .average()
                .orElse(0);
    }

    /** @param sorted ascending; without any, nothing is too much */
    private static double quantile(double[] sorted, double share) {
        return sorted.length == 0
                ? Double.POSITIVE_INFINITY
                : sorted[(int) Math.min(sorted.length - 1, share * sorted.length)];
    }
}
