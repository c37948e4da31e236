package io.tributary.backend.plan;

import java.util.List;

/**
 * What an option did to the accuracy where it was measured.
 *
 * @param option its id, or the ids of several that were measured together, see {@link #together}
 * @param skew how unlike the clients' data were
 * @param changes accuracy with it minus accuracy without, one for each seed
 */
record Effect(String option, Skew skew, List<Double> changes) {
    /** Tasks that differ in their seeds alone differ by about this much. */
    private static final double ONE_RUN = 0.005;

    private static final double LEAST_ERROR = 0.002;

    Effect {
        changes = List.copyOf(changes);
    }

    /** The name under which the joint effect of some options is kept. */
    static String together(List<Option> options) {
        return String.join("+", options.stream().map(Option::id).toList());
    }

    /** Whether it cannot change anything. */
    boolean none() {
        return changes.stream().allMatch(change -> change == 0);
    }

    double mean() {
        return changes.stream().mapToDouble(Double::doubleValue).average().orElse(0);
    }

    /**
     * Standard error of the mean. A few runs that happen to agree prove little, so it is at least {@link #LEAST_ERROR}; only what
     * cannot change anything has none.
     */
    double error() {
        double mean = mean();
        double squares = changes.stream()
                .mapToDouble(change -> (change - mean) * (change - mean))
                .sum();
        if (none()) {
            return 0;
        }
        int runs = changes.size();
        return runs < 2 ? ONE_RUN : Math.max(Math.sqrt(squares / (runs - 1) / runs), LEAST_ERROR);
    }
}
