package io.tributary.nashpo.pruner;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.nashpo.Trials;
import io.tributary.nashpo.trial.Cost;
import io.tributary.nashpo.trial.History;
import io.tributary.nashpo.trial.Metric;
import io.tributary.nashpo.trial.Objective;
import io.tributary.nashpo.trial.Trial;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every pruner keeps. */
abstract class PrunerContract {
    protected static final int ROUNDS = 9;

    protected abstract Pruner pruner();

    protected static History history(Trial... trials) {
        return new History(List.of(trials), List.of(Objective.of(Metric.ACCURACY)));
    }

    @Test
    void theBestOfAllGoesOn() {
        assertThat(prunedAt(0.9, rivals(12))).isZero();
    }

    @Test
    void equalTrialsAreNotPrunedForBeingEqual() {
        List<Trial> same = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            same.add(steady(i, 0.5));
        }
        assertThat(prunedAt(0.5, same)).isZero();
    }

    @Test
    void theSameHistoryGivesTheSameAnswer() {
        for (double accuracy : new double[] {0.05, 0.4, 0.7}) {
            assertThat(prunedAt(accuracy, rivals(15))).isEqualTo(prunedAt(accuracy, rivals(15)));
        }
    }

    @Test
    void whatIsHeldOfTheTrialItselfDoesNotCount() {
        List<Trial> withItself = new ArrayList<>(rivals(7));
        withItself.add(steady(99, 0.95));
        assertThat(prunedAt(0.9, withItself)).isZero();
    }

    @Test
    void onlyWhatWaitsIsPromoted() {
        List<Trial> trials = new ArrayList<>(rivals(6));
        trials.add(Trials.curve(6, false, 0.9));
        trials.add(Trials.curve(7, false, 0.9).prune("Over budget.", Cost.ofRounds(1)));
        assertThat(pruner().promotable(history(trials.toArray(Trial[]::new)), true))
                .isEmpty();
    }

    /** Twelve and more trials between 0.1 and 0.8. */
    protected static List<Trial> rivals(int count) {
        List<Trial> rivals = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            rivals.add(steady(i, 0.1 + 0.7 * i / count));
        }
        return rivals;
    }

    protected static Trial steady(int number, double accuracy) {
        double[] curve = new double[ROUNDS];
        java.util.Arrays.fill(curve, accuracy);
        return Trials.curve(number, true, curve);
    }

    /** The round after which a steady trial is pruned; 0 for never. */
    protected int prunedAt(double accuracy, List<Trial> others) {
        for (int round = 1; round < ROUNDS; round++) {
            double[] curve = new double[round];
            java.util.Arrays.fill(curve, accuracy);
            History history = new History(others, List.of(Objective.of(Metric.ACCURACY)));
            if (pruner().prunes(Trials.curve(99, false, curve), history)) {
                return round;
            }
        }
        return 0;
    }
}
