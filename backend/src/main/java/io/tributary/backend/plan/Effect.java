package io.tributary.backend.plan;

import java.util.List;

/**
 * What an option did to the accuracy where it was measured.
 *
 * @param option its id
 * @param skew how unlike the clients' data were
 * @param changes accuracy with it minus accuracy without, one for each seed
 */
record Effect(String option, Skew skew, List<Double> changes) {
    Effect {
        changes = List.copyOf(changes);
    }

    double mean() {
        return changes.stream().mapToDouble(Double::doubleValue).average().orElse(0);
    }

    /** Standard error of the mean; that of a single measurement is taken to be half a point. */
    double error() {
        if (changes.size() < 2) {
            return 0.005;
        }
        double mean = mean();
        double squares = changes.stream()
                .mapToDouble(change -> (change - mean) * (change - mean))
                .sum();
        return Math.sqrt(squares / (changes.size() - 1) / changes.size());
    }
}
