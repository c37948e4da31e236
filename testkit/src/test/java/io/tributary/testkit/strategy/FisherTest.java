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

    /** One step: the squares of the gradients are (1, 4) and (9, 1), each scaled to a root mean square of 1. */
    @Test
    void weighsByTheSquaresOfGradients() {
        List<float[]> minima = List.of(new float[] {1, 2}, new float[] {3, 1});

        float[] next = new StrategyBench(strategy(), Map.of(), new Steps(0.1, 1), minima)
                .round()
                .weights();

        double one = 1 / Math.sqrt((1 + 16) / 2.0);
        double other = 9 / Math.sqrt((81 + 1) / 2.0);
        assertThat((double) next[0]).isCloseTo((0.1 * one + 0.3 * other) / (one + other), within(1e-6));
    }

    /** What only one client knows about goes its way undiluted, where an average would go half of it. */
    @Test
    void leavesEachWeightToWhoIsSureOfIt() {
        List<float[]> minima = List.of(new float[] {1, 0}, new float[] {0, 1});

        float[] next = new StrategyBench(strategy(), Map.of(), new Steps(0.1, 1), minima)
                .round()
                .weights();

        assertThat(next).containsExactly(new float[] {0.1f, 0.1f}, within(2e-3f));
    }

    @Test
    void aHighFloorMakesItAPlainAverage() {
        List<float[]> minima = List.of(new float[] {1, 0}, new float[] {0, 1});

        float[] next = new StrategyBench(strategy(), Map.of("floor", 100), new Steps(0.1, 1), minima)
                .round()
                .weights();

        assertThat(next).containsExactly(new float[] {0.05f, 0.05f}, within(1e-6f));
    }

    /** Nobody's gradients touch the second weight; at the least floor it stays a finite number where it was. */
    @Test
    void leavesAWeightThatNobodyTouches() {
        List<float[]> minima = List.of(new float[] {1, 0}, new float[] {3, 0});
        double least = strategy().parameters().get(0).low();

        float[] next = new StrategyBench(strategy(), Map.of("floor", least), new Steps(0.1, 1), minima)
                .round()
                .weights();

        assertThat(next[1]).isZero();
    }
}
