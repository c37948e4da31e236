package io.tributary.nashpo.pruner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.nashpo.Trials;
import io.tributary.nashpo.trial.Trial;
import java.util.List;
import org.junit.jupiter.api.Test;

class AshaPrunerTest extends PrunerContract {
    @Override
    protected Pruner pruner() {
        return new AshaPruner(1, 3, ROUNDS);
    }

    @Test
    void rungsGrowByTheFactorAndEndBeforeTheLastRound() {
        assertThat(AshaPruner.of(52).rungs()).containsExactly(4, 8, 16, 32);
        assertThat(AshaPruner.of(9).rungs()).containsExactly(1, 2, 4, 8);
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
    void aSecondTrialGoesOnOnlyIfItIsTheBest() {
        assertThat(prunedAt(0.5, List.of(steady(0, 0.4)))).isZero();
        assertThat(prunedAt(0.3, List.of(steady(0, 0.4)))).isEqualTo(1);
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
        assertThat(pruner().prunes(sparse, history(steady(0, 0.4)))).isTrue();
    }

    @Test
    void factorsBelowTwoAreRefused() {
        assertThatThrownBy(() -> new AshaPruner(1, 1, 9)).hasMessageContaining("factor is 1");
    }
}
