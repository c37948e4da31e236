package io.tributary.testkit.strategy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tributary.testkit.StrategyContract;
import org.junit.jupiter.api.Test;

class FedAvgMTest extends StrategyContract {
    FedAvgMTest() {
        super("fedavgm");
    }

    /** v1 = d1, v2 = 0.9 d1 + d2. */
    @Test
    void carriesTheLastStepOn() {
        double contraction = 1 - Math.pow(0.9, 5);
        double first = contraction;
        double second = 0.9 * first + contraction * (1 - first);
        assertThat(bench(1, 1).rounds(2).weights()[0]).isCloseTo((float) (first + second), within(1e-6f));
    }

    @Override
    protected int rounds() {
        return 200;
    }
}
