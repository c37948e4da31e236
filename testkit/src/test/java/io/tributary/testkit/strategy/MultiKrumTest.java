package io.tributary.testkit.strategy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tributary.testkit.StrategyContract;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MultiKrumTest extends StrategyContract {
    MultiKrumTest() {
        super("multi-krum");
    }

    /** Without the one with the worst score, 50, four are left. */
    @Test
    void takesTheMeanOfAllButTheMostOutlying() {
        Map<Integer, float[]> updates = Map.of(
                0, new float[] {0}, 1, new float[] {0.1f}, 2, new float[] {0.2f}, 3, new float[] {1}, 4, new float[] {50
                });
        assertThat(bench(0, 0, 0, 0, 0).round(updates).weights()[0]).isCloseTo(1.3f / 4, within(1e-6f));
    }
}
