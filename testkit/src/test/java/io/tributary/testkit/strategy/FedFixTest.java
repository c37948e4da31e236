package io.tributary.testkit.strategy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tributary.protocol.aggregation.Strategies;
import io.tributary.protocol.aggregation.Strategy;
import io.tributary.testkit.StrategyBench;
import io.tributary.testkit.StrategyContract;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FedFixTest extends StrategyContract {
    FedFixTest() {
        super("fedfix");
    }

    /** One of two clients has half of the weight; after two missed aggregations it stands for three. */
    @Test
    void weighsAnUpdateByTheIntervalsThatItTook() {
        StrategyBench bench = bench(0, 0);
        assertThat(bench.round(Map.of(0, new float[] {1}), Map.of(0, 2)).weights()[0])
                .isCloseTo(1.5f, within(1e-6f));
    }

    /** Clients at 0 and 1; the second needs four intervals. Both pull alike, while plain averaging follows the fast one. */
    @Test
    void isNotLedByWhoIsFaster() {
        assertThat(average(strategy())).isCloseTo(0.5f, within(0.05f));
        assertThat(average(Strategies.of("fedbuff"))).isLessThan(0.3f);
    }

    private static float average(Strategy strategy) {
        StrategyBench bench = new StrategyBench(
                strategy, Map.of(), new StrategyBench.Steps(0.1, 1), List.of(new float[] {0}, new float[] {1}));
        float begun = 0;
        double sum = 0;
        for (int round = 1; round <= 400; round++) {
            float[] fast = {0.1f * (0 - bench.weights()[0])};
            if (round % 4 == 0) {
                float[] slow = {0.1f * (1 - begun)};
                bench.round(Map.of(0, fast, 1, slow), Map.of(1, 3));
                begun = bench.weights()[0];
            } else {
                bench.round(Map.of(0, fast));
            }
            sum += round > 200 ? bench.weights()[0] : 0;
        }
        return (float) (sum / 200);
    }
}
