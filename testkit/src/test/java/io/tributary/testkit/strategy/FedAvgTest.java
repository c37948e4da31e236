package io.tributary.testkit.strategy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tributary.testkit.StrategyContract;
import org.junit.jupiter.api.Test;

class FedAvgTest extends StrategyContract {
    FedAvgTest() {
        super("fedavg");
    }

    /** Each client contracts towards its minimum by 0.9 a step. */
    @Test
    void goesToTheMeanOfWhereItsClientsWent() {
        double expected = 2 * (1 - Math.pow(0.9, 5));
        assertThat(bench(1, 3).round().weights()[0]).isCloseTo((float) expected, within(1e-6f));
    }
}
