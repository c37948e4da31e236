package io.tributary.testkit.strategy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tributary.testkit.StrategyContract;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NearestNeighboursTest extends StrategyContract {
    NearestNeighboursTest() {
        super("nna");
    }

    /** The medoid of 0, 1, 2, 3 and 100 is 2; its three nearest beside itself are 1, 3 and 0. */
    @Test
    void takesTheMeanOfThoseNearestToTheMostCentral() {
        Map<Integer, float[]> updates = Map.of(
                0, new float[] {0}, 1, new float[] {1}, 2, new float[] {2}, 3, new float[] {3}, 4, new float[] {100});
        assertThat(bench(0, 0, 0, 0, 0).round(updates).weights()[0]).isCloseTo(1.5f, within(1e-6f));
    }

    /** m1 = 0.1 d1, m2 = 0.09 d1 + 0.1 d2. */
    @Test
    void clientsSendTheirMomentum() {
        double contraction = 1 - Math.pow(0.9, 5);
        double first = 0.1 * contraction;
        double second = 0.9 * first + 0.1 * contraction * (1 - first);
        assertThat(bench(1, 1).rounds(2).weights()[0]).isCloseTo((float) (first + second), within(1e-6f));
    }

    @Override
    protected int rounds() {
        return 200;
    }
}
