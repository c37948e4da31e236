package io.tributary.nashpo.pruner;

import io.tributary.nashpo.trial.History;
import io.tributary.nashpo.trial.Trial;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Asynchronous successive halving (Li et al. 2020, arXiv 1810.05934, algorithm 2): at the rungs r, r*eta, r*eta^2, ... rounds a
 * trial goes on only if it is among the best 1/eta of all that have reached the rung until then, rounded down. Others wait there
 * with all they have trained, and go on from it once so many worse ones have come that they are among the best after all; a
 * promotion goes before a new trial, and that of a higher rung before one of a lower. Once no new trial can begin, the best of
 * each rung goes on even where it is less than 1/eta, so that a short study has a winner too.
 *
 * @param first rounds of the first rung, r
 * @param factor eta, at least 2
 * @param rounds of a full trial; no rung at or beyond it
 */
public record AshaPruner(int first, double factor, int rounds) implements Pruner {
    public AshaPruner {
        if (first < 1 || !(factor >= 2)) {
            throw new IllegalArgumentException(
                    "first is " + first + ", at least 1; factor is " + factor + ", at least 2");
        }
    }

    /**
     * Two fifths go on at each rung, the first at an eighth of the rounds: on LCBench good proposals of a sampler that knows where they
     * lie are too alike for fewer rounds to tell them apart, or for fewer of them to go on.
     */
    public static AshaPruner of(int rounds) {
        return new AshaPruner(Math.max(1, rounds / 8), 2.5, rounds);
    }

    /** The rounds at which trials are compared. */
    public List<Integer> rungs() {
        List<Integer> rungs = new ArrayList<>();
        for (double rung = first; rung < rounds; rung *= factor) {
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
                .anyMatch(rung -> beaten(trial, rung, history, 0));
    }

    @Override
    public boolean holds() {
        return true;
    }

    @Override
    public List<Trial> promotable(History history, boolean last) {
        return history.trials().stream()
                .filter(trial -> trial.waits() && !beaten(trial, rung(trial), history, last ? 1 : 0))
                .sorted(Comparator.<Trial>comparingInt(trial -> -rung(trial))
                        .thenComparingDouble(trial -> lossAt(rung(trial), trial, history))
                        .thenComparingInt(Trial::number))
                .toList();
    }

    /** Where a trial waits: the highest rung that it has reached. */
    private int rung(Trial trial) {
        return rungs().stream()
                .filter(rung -> rung <= trial.round())
                .reduce((lower, higher) -> higher)
                .orElse(first);
    }

    private boolean beaten(Trial trial, int rung, History history, int least) {
        double own = lossAt(rung, trial, history);
        double[] others = history.trials().stream()
                .filter(other -> other.number() != trial.number())
                .flatMap(other -> history.lossAt(other, rung).stream())
                .mapToDouble(Double::doubleValue)
                .sorted()
                .toArray();
        int promoted = Math.max(least, (int) ((others.length + 1) / factor));
        // Ties go on: equal trials are equally good.
        return promoted == 0 || (others.length >= promoted && own > others[promoted - 1]);
    }

    private static double lossAt(int rung, Trial trial, History history) {
        return history.lossAt(trial, rung).filter(Double::isFinite).orElse(Double.POSITIVE_INFINITY);
    }
}
