package io.tributary.nashpo.pruner;

import io.tributary.nashpo.trial.History;
import io.tributary.nashpo.trial.Trial;
import io.tributary.nashpo.trial.TrialState;

/**
 * The median stopping rule (Golovin et al. 2017, Google Vizier, section 3.2.2): a trial stops when its best so far is worse than
 * the median of what complete trials had reached at the same round. As in Optuna, the others are taken by their value at that
 * round and not by their running mean.
 *
 * @param startup complete trials before anything is pruned
 * @param warmup rounds that every trial gets
 */
public record MedianPruner(int startup, int warmup) implements Pruner {
    /** Five trials first, one round of grace. */
    public static MedianPruner usual() {
        return new MedianPruner(5, 1);
    }

    @Override
    public boolean prunes(Trial trial, History history) {
        if (trial.round() <= warmup) {
            return false;
        }
        double[] others = history.trials().stream()
                .filter(other -> other.state() == TrialState.COMPLETE && other.number() != trial.number())
                .flatMap(other -> history.lossAt(other, trial.round()).stream())
                .mapToDouble(Double::doubleValue)
                .sorted()
                .toArray();
        if (others.length < Math.max(1, startup)) {
            return false;
        }
        int half = others.length / 2;
        double median = others.length % 2 == 1 ? others[half] : (others[half - 1] + others[half]) / 2;
        return history.bestLoss(trial) > median;
    }
}
