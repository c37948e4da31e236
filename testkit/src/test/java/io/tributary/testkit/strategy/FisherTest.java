package io.tributary.testkit.strategy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tributary.testkit.StrategyBench;
import io.tributary.testkit.StrategyBench.Steps;
import io.tributary.testkit.StrategyContract;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FisherTest extends StrategyContract {
    FisherTest() {
        super("fisher");
    }

    /** One step: gradients -1 and -3, so differences 0.1 and 0.3 weighed 1 to 9: (0.1 + 9 x 0.3) / 10. */
    @Test
    void weighsByTheSquaresOfGradients() {
        StrategyBench bench =
                new StrategyBench(strategy(), Map.of(), new Steps(0.1, 1), List.of(new float[] {1}, new float[] {3}));

        assertThat(bench.round().weights()[0]).isCloseTo(0.28f, within(1e-6f));
    }

    /** What only one client knows about goes its way undiluted, where an average would go half of it. */
    @Test
    void leavesEachWeightToWhoIsSureOfIt() {
        List<float[]> minima = List.of(new float[] {1, 0}, new float[] {0, 1});

        float[] next = new StrategyBench(strategy(), Map.of(), new Steps(0.1, 1), minima)
                .round()
                .weights();

        assertThat(next).containsExactly(new float[] {0.1f, 0.1f}, within(1e-5f));
    }

    @Test
    void aHighFloorMakesItAPlainAverage() {
        List<float[]> minima = List.of(new float[] {1, 0}, new float[] {0, 1});

        float[] next = new StrategyBench(strategy(), Map.of("floor", 1), new Steps(0.1, 1), minima)
                .round()
                .weights();

        assertThat(next).containsExactly(new float[] {0.05f, 0.05f}, within(1e-6f));
    }
}
