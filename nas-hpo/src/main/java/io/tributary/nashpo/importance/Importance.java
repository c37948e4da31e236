package io.tributary.nashpo.importance;

import io.tributary.nashpo.space.Dimension;
import io.tributary.nashpo.space.Space;
import io.tributary.nashpo.trial.History;
import io.tributary.nashpo.trial.Trial;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * PED-ANOVA (Watanabe, Bansal and Hutter 2023, arXiv 2304.10255): how much the density of a field among the best trials differs
 * from that among all, by Pearson's divergence (their equation 12, up to the common factor), and of all fields' divergences each
 * one's share. Needs no model and no more trials.
 *
 * <p>Deviations, as in Optuna: densities are on a grid of 50 points; equal values at the border of the best are all among them. A
 * field with a condition is compared among the trials that have it, times alpha^2/beta, where alpha is the share of the best
 * and beta the share of all trials that have it (the part within regimes of the conditional form).
 */
public final class Importance {
    private static final int GRID = 50;
    private static final double BEST = 0.1;
    private static final double FLOOR = 1e-12;

    private Importance() {}

    /**
     * A share for each field, the greatest first; they add up to 1, or are all 0 where nothing can be said yet (fewer than two
     * complete trials, or all alike).
     */
    public static Map<String, Double> of(Space space, History history) {
        List<Trial> all = history.complete();
        List<Trial> best = best(all, history);
        Map<String, Double> raw = new LinkedHashMap<>();
        for (Dimension dimension : space.dimensions()) {
            raw.put(dimension.field(), all.size() < 2 ? 0 : difference(dimension, best, all));
        }
        double sum = raw.values().stream().mapToDouble(Double::doubleValue).sum();
        Map<String, Double> shares = new LinkedHashMap<>();
        raw.entrySet().stream()
                .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
                .forEach(entry -> shares.put(entry.getKey(), sum > 0 ? entry.getValue() / sum : 0));
        return shares;
    }

    private static List<Trial> best(List<Trial> ranked, History history) {
        int count = (int) Math.ceil(BEST * ranked.size());
        if (count == 0 || history.objectives().size() > 1) {
            return ranked.subList(0, count);
        }
        double border = history.losses(ranked.get(count - 1))[0];
        return ranked.stream()
                .filter(trial -> history.losses(trial)[0] <= border)
                .toList();
    }

    private static double difference(Dimension dimension, List<Trial> best, List<Trial> all) {
        int[] bestCounts = counts(dimension, best);
        int[] allCounts = counts(dimension, all);
        int having = Arrays.stream(allCounts).sum();
        int bestHaving = Arrays.stream(bestCounts).sum();
        if (bestCounts.length < 2 || having < 2 || bestHaving == 0) {
            return 0;
        }
        double[] p = density(dimension, bestCounts);
        double[] q = density(dimension, allCounts);
        double divergence = 0;
        for (int i = 0; i < p.length; i++) {
            double ratio = (p[i] + FLOOR) / (q[i] + FLOOR) - 1;
            divergence += (q[i] + FLOOR) * ratio * ratio;
        }
        double alpha = (double) bestHaving / best.size();
        double beta = (double) having / all.size();
        return alpha * alpha / beta * divergence;
    }

    /** How many trials have a value at each point of the grid. */
    private static int[] counts(Dimension dimension, List<Trial> trials) {
        int points = (int) Math.min(GRID, dimension.size());
        if (!dimension.numeric()) {
            points = (int) dimension.size();
        }
        int[] counts = new int[points];
        for (Trial trial : trials) {
            if (trial.params().has(dimension.field())) {
                counts[point(dimension, trial, points)]++;
            }
        }
        return counts;
    }

    private static int point(Dimension dimension, Trial trial, int points) {
        var value = Objects.requireNonNull(trial.params().get(dimension.field()));
        double at = dimension.coordinate(value);
        if (!dimension.numeric() || points < 2) {
            return (int) at;
        }
        // The grid goes from the first value to the last, not from end to end of the cells.
        double first = dimension.coordinate(dimension.at(0));
        double last = dimension.coordinate(dimension.at(1));
        return (int) Math.max(0, Math.min(points - 1.0, Math.ceil((at - first) / (last - first) * (points - 1) - 0.5)));
    }

    private static double[] density(Dimension dimension, int[] counts) {
        return dimension.numeric() ? ScottDensity.ofNumbers(counts) : ScottDensity.ofChoices(counts);
    }
}
