package io.tributary.nashpo.pruner;

import io.tributary.nashpo.trial.History;
import io.tributary.nashpo.trial.Trial;
import java.util.ArrayList;
import java.util.List;

/**
 * Asynchronous successive halving (Li et al. 2020, arXiv 1810.05934, algorithm 2): at the rungs r, r*eta, r*eta^2, ... rounds a
 * trial goes on only if it is among the best 1/eta of all that have reached the rung until then. The variant that stops:
 * nothing waits at a rung for others, and nobody is brought back when a rung fills with worse ones (the paper promotes later;
 * Optuna and Ray Tune stop). While a rung holds fewer than eta trials, only its best goes on.
 *
 * @param first rounds of the first rung, r
 * @param factor eta, at least 2
 * @param rounds of a full trial; no rung at or beyond it
 */
public record AshaPruner(int first, int factor, int rounds) implements Pruner {
    public AshaPruner {
        if (first < 1 || factor < 2) {
            throw new IllegalArgumentException(
                    "first is " + first + ", at least 1; factor is " + factor + ", at least 2");
        }
    }

    /**
     * A factor of 2 and a first rung at a thirteenth of the rounds: half of the trials stop there. On LCBench that saves as many
     * rounds as a factor of 3 from a ninth on, and drops far fewer of the good ones that a sampler proposes once it knows where
     * they lie: those are so alike that the first rounds do not tell them apart.
     */
    public static AshaPruner of(int rounds) {
        return new AshaPruner(Math.max(1, rounds / 13), 2, rounds);
    }

    /** The rounds at which trials are compared. */
    public List<Integer> rungs() {
        List<Integer> rungs = new ArrayList<>();
        for (long rung = first; rung < rounds; rung *= factor) {
            rungs.add((int) rung);
        }
        return rungs;
    }

    @Override
    public boolean prunes(Trial trial, History history) {
        int before = trial.intermediate().size() < 2
                ? 0
                : trial.intermediate().get(trial.intermediate().size() - 2).round();
        return rungs().stream()
                .filter(rung -> before < rung && rung <= trial.round())
                .anyMatch(rung -> beaten(trial, rung, history));
    }

    private boolean beaten(Trial trial, int rung, History history) {
        double own = history.lossAt(trial, rung).orElse(Double.POSITIVE_INFINITY);
        double[] others = history.trials().stream()
                .filter(other -> other.number() != trial.number())
                .flatMap(other -> history.lossAt(other, rung).stream())
                .mapToDouble(Double::doubleValue)
                .sorted()
                .toArray();
        int promoted = Math.max(1, (others.length + 1) / factor);
        // Ties go on: equal trials are equally good.
        return others.length >= promoted && own > others[promoted - 1];
    }
}
