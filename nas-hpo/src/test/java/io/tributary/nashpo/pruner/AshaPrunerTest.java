package io.tributary.nashpo.pruner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.nashpo.Trials;
import io.tributary.nashpo.trial.Cost;
import io.tributary.nashpo.trial.Trial;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AshaPrunerTest extends PrunerContract {
    @Override
    protected Pruner pruner() {
        return new AshaPruner(1, 3, ROUNDS);
    }

    @Test
    void rungsGrowByTheFactorAndEndBeforeTheLastRound() {
        assertThat(AshaPruner.of(52).rungs()).containsExactly(6, 15, 37);
        assertThat(AshaPruner.of(9).rungs()).containsExactly(1, 2, 6);
        assertThat(AshaPruner.of(1).rungs()).isEmpty();
        assertThat(new AshaPruner(5, 3, 46).rungs()).containsExactly(5, 15, 45);
    }

    @Test
    void aThirdOfARungGoesOn() {
        // With itself ten at the rung, so three go on: it must reach the third best of the nine others.
        List<Trial> nine = rivals(9);
        double third = 0.1 + 0.7 * 6 / 9;
        assertThat(prunedAt(third, nine)).isZero();
        assertThat(prunedAt(third - 0.01, nine)).isEqualTo(1);
    }

    @Test
    void nobodyGoesOnBeforeThereAreAsManyAsTheFactor() {
        assertThat(prunedAt(0.5, List.of())).isEqualTo(1);
        assertThat(prunedAt(0.5, List.of(steady(0, 0.4)))).isEqualTo(1);
        assertThat(prunedAt(0.5, rivals(2))).isZero();
    }

    @Test
    void whoWaitsGoesOnOnceEnoughWorseOnesHaveCome() {
        Trial good = waiting(0, 0.5);
        Trial bad = waiting(1, 0.4);
        assertThat(pruner().promotable(history(good, bad), false)).isEmpty();
        assertThat(pruner().promotable(history(good, bad, waiting(2, 0.3)), false))
                .containsExactly(good);
        // Who has gone on already still takes a place at the rung.
        assertThat(pruner().promotable(history(good.goOn(), bad, waiting(2, 0.3)), false))
                .isEmpty();
    }

    @Test
    void aHigherRungComesFirstAndWithinARungTheBest() {
        Trial high = waiting(0, 0.2, 0.2, 0.2);
        Trial better = waiting(3, 0.9);
        Trial good = waiting(4, 0.8);
        List<Trial> trials = new ArrayList<>(List.of(high, steady(1, 0.1), steady(2, 0.1), good, better));
        for (int i = 0; i < 8; i++) {
            trials.add(waiting(5 + i, 0.05));
        }
        assertThat(pruner().promotable(history(trials.toArray(Trial[]::new)), false))
                .containsExactly(high, better, good);
    }

    @Test
    void onceNoOtherCanBeginTheBestOfEachRungGoesOn() {
        Trial good = waiting(0, 0.5);
        Trial bad = waiting(1, 0.4);
        assertThat(pruner().promotable(history(good, bad), true)).containsExactly(good);
        assertThat(pruner().promotable(history(steady(0, 0.5), bad), true)).isEmpty();
    }

    private static Trial waiting(int number, double... accuracies) {
        return Trials.curve(number, false, accuracies)
                .hold()
                .prune("Others were better.", Cost.ofRounds(accuracies.length));
    }

    @Test
    void betweenRungsNothingStops() {
        Trial falling = Trials.curve(99, false, 0.9, 0.0);
        assertThat(pruner().prunes(falling, history(steady(0, 0.4), steady(1, 0.5))))
                .isFalse();
        Trial atTheRung = Trials.curve(99, false, 0.9, 0.0, 0.0);
        assertThat(pruner().prunes(atTheRung, history(steady(0, 0.4), steady(1, 0.5))))
                .isTrue();
    }

    @Test
    void aRungThatNoReportFellOnIsDecidedAtTheNextReport() {
        Trial sparse = Trials.curve(99, false, 0.9, 0.1)
                .report(
                        new io.tributary.nashpo.trial.Intermediate(5, 0.1, 1, 1, 1),
                        io.tributary.nashpo.trial.Cost.ofRounds(5));
        assertThat(pruner().prunes(sparse, history(steady(0, 0.4), steady(1, 0.3))))
                .isTrue();
    }

    @Test
    void factorsBelowTwoAreRefused() {
        assertThatThrownBy(() -> new AshaPruner(1, 1, 9)).hasMessageContaining("factor is 1");
        assertThatThrownBy(() -> new AshaPruner(1, Double.NaN, 9)).hasMessageContaining("factor is NaN");
    }
}
