package io.tributary.nashpo.pruner;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NoPrunerTest extends PrunerContract {
    @Override
    protected Pruner pruner() {
        return new NoPruner();
    }

    @Test
    void aTrialWithoutRivalsGoesOn() {
        assertThat(prunedAt(0.1, List.of())).isZero();
    }

    @Test
    void theWorstGoesOn() {
        assertThat(prunedAt(0, rivals(20))).isZero();
    }
}
