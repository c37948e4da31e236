package io.tributary.nashpo.pruner;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NoPrunerTest extends PrunerContract {
    @Override
    protected Pruner pruner() {
        return new NoPruner();
    }

    @Test
    void theWorstGoesOn() {
        assertThat(prunedAt(0, rivals(20))).isZero();
    }
}
