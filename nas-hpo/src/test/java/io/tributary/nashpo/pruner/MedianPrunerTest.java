package io.tributary.nashpo.pruner;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.nashpo.Trials;
import java.util.List;
import org.junit.jupiter.api.Test;

class MedianPrunerTest extends PrunerContract {
    @Override
    protected Pruner pruner() {
        return MedianPruner.usual();
    }

    @Test
    void whatIsBelowTheMedianStopsAfterItsRoundOfGrace() {
        assertThat(prunedAt(0.3, rivals(12))).isEqualTo(2);
        assertThat(prunedAt(0.6, rivals(12))).isZero();
    }

    @Test
    void nothingStopsBeforeEnoughTrialsAreComplete() {
        assertThat(prunedAt(0, rivals(4))).isZero();
        assertThat(prunedAt(0, rivals(5))).isEqualTo(2);
    }

    @Test
    void aTrialWithoutRivalsGoesOn() {
        assertThat(prunedAt(0.1, List.of())).isZero();
    }

    @Test
    void aTrialIsJudgedByItsBestRound() {
        List<io.tributary.nashpo.trial.Trial> others = rivals(12);
        assertThat(pruner().prunes(
                                Trials.curve(99, false, 0.7, 0.1),
                                history(others.toArray(io.tributary.nashpo.trial.Trial[]::new))))
                .isFalse();
    }
}
