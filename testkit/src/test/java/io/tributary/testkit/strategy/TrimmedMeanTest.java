package io.tributary.testkit.strategy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tributary.testkit.StrategyContract;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TrimmedMeanTest extends StrategyContract {
    TrimmedMeanTest() {
        super("trimmed-mean");
    }

    /** A fifth of five is one at each end. */
    @Test
    void leavesOutTheEnds() {
        Map<Integer, float[]> updates = Map.of(
                0, new float[] {1}, 1, new float[] {2}, 2, new float[] {6}, 3, new float[] {-9000}, 4, new float[] {9000
                });
        assertThat(bench(Map.of("trimFraction", 0.2), 0, 0, 0, 0, 0)
                        .round(updates)
                        .weights()[0])
                .isCloseTo(3, within(1e-6f));
    }

    @Test
    void isTheMeanWhereNothingIsTrimmed() {
        Map<Integer, float[]> updates = Map.of(0, new float[] {1}, 1, new float[] {5});
        assertThat(bench(Map.of("trimFraction", 0), 0, 0).round(updates).weights()[0])
                .isCloseTo(3, within(1e-6f));
    }

    /** Two cannot both be left out. */
    @Test
    void neverTrimsAll() {
        Map<Integer, float[]> updates = Map.of(0, new float[] {1}, 1, new float[] {5});
        assertThat(bench(Map.of("trimFraction", 0.49), 0, 0).round(updates).weights()[0])
                .isCloseTo(3, within(1e-6f));
    }
}
