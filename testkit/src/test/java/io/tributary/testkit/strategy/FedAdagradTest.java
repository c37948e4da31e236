package io.tributary.testkit.strategy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tributary.testkit.StrategyContract;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FedAdagradTest extends StrategyContract {
    FedAdagradTest() {
        super("fedadagrad");
    }

    /** Squares only add up, so later steps of the same length move less. */
    @Test
    void slowsDownForEver() {
        double d = 1 - Math.pow(0.9, 5);
        double expected = 0.01 * 0.1 * d / (Math.sqrt(1e-6 + d * d) + 1e-3);
        assertThat(bench(1, 1).round().weights()[0]).isCloseTo((float) expected, within(1e-7f));
    }

    @Test
    void findsASharedMinimumWithALongStep() {
        assertThat(bench(Map.of("serverLearningRate", 1), 1, 1).rounds(100).weights()[0])
                .isCloseTo(1, within(0.05f));
    }

    /** Its rates fall before it is there, with the default step. */
    @Override
    protected int rounds() {
        return 20_000;
    }
}
