package io.tributary.testkit.strategy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tributary.testkit.StrategyContract;
import org.junit.jupiter.api.Test;

class FedYogiTest extends StrategyContract {
    FedYogiTest() {
        super("fedyogi");
    }

    /** From rest, with d^2 above tau^2: v = tau^2 + 0.01 d^2. */
    @Test
    void raisesItsVarianceByTheSignOfTheDifference() {
        double d = 1 - Math.pow(0.9, 5);
        double expected = 0.01 * 0.1 * d / (Math.sqrt(1e-6 + 0.01 * d * d) + 1e-3);
        assertThat(bench(1, 1).round().weights()[0]).isCloseTo((float) expected, within(1e-7f));
    }

    @Override
    protected int rounds() {
        return 300;
    }
}
