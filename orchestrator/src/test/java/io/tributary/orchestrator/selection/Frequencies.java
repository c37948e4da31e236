package io.tributary.orchestrator.selection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongFunction;

/** Holds what a rule draws against the probabilities that it should draw with. */
final class Frequencies {
    private static final int DRAWS = 20_000;
    /** Quantile of the standard normal distribution: a right rule fails for one in a thousand seeds. */
    private static final double Z = 3.09;

    private Frequencies() {}

    /**
     * Pearson's chi-square test.
     *
     * @param expected probability of each set of clients; others must not come at all
     * @param draw the set for a seed
     */
    static void check(Map<Set<Integer>, Double> expected, LongFunction<List<Integer>> draw) {
        assertThat(expected.values().stream().mapToDouble(Double::doubleValue).sum())
                .isCloseTo(1, org.assertj.core.api.Assertions.within(1e-12));
        Map<Set<Integer>, Integer> counts = new HashMap<>();
        for (long seed = 0; seed < DRAWS; seed++) {
            counts.merge(Set.copyOf(draw.apply(seed)), 1, Integer::sum);
        }
        assertThat(expected.keySet()).containsAll(counts.keySet());
        double chiSquare = expected.entrySet().stream()
                .mapToDouble(each -> {
                    double mean = DRAWS * each.getValue();
                    double off = counts.getOrDefault(each.getKey(), 0) - mean;
                    return off * off / mean;
                })
                .sum();
        assertThat(chiSquare).as("chi-square of %s", counts).isLessThan(critical(expected.size() - 1));
    }

    /** The probability of each pair that is drawn one after the other in proportion to weights. */
    static Map<Set<Integer>, Double> pairs(Map<Integer, Double> weights) {
        double sum = weights.values().stream().mapToDouble(Double::doubleValue).sum();
        Map<Set<Integer>, Double> pairs = new HashMap<>();
        weights.forEach((first, w) -> weights.forEach((second, v) -> {
            if (!first.equals(second)) {
                pairs.merge(Set.of(first, second), w / sum * v / (sum - w), Double::sum);
            }
        }));
        return pairs;
    }

    /** Wilson and Hilferty's approximation of the chi-square quantile. */
    private static double critical(int degrees) {
        double spread = 2.0 / (9 * degrees);
        return degrees * Math.pow(1 - spread + Z * Math.sqrt(spread), 3);
    }
}
