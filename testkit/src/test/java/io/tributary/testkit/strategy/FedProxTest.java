package io.tributary.testkit.strategy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tributary.testkit.StrategyContract;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FedProxTest extends StrategyContract {
    FedProxTest() {
        super("fedprox");
    }

    /** With w at 0, each step goes w' = w (1 - 0.1 (1 + mu)) + 0.1 m: towards m / (1 + mu). */
    @Test
    void holdsClientsBack() {
        double mu = 0.5;
        double expected = 1 / (1 + mu) * (1 - Math.pow(1 - 0.1 * (1 + mu), 5));
        assertThat(bench(Map.of("mu", mu), 1, 1).round().weights()[0]).isCloseTo((float) expected, within(1e-6f));
    }
}
