package io.tributary.testkit.strategy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tributary.testkit.StrategyBench;
import io.tributary.testkit.StrategyContract;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GeometricMedianTest extends StrategyContract {
    GeometricMedianTest() {
        super("geometric-median");
    }

    /** On a line it is the median. */
    @Test
    void isTheMedianOnALine() {
        Map<Integer, float[]> updates = Map.of(0, new float[] {1}, 1, new float[] {2}, 2, new float[] {1000});
        assertThat(bench(0, 0, 0).round(updates).weights()[0]).isCloseTo(2, within(0.01f));
    }

    /** Of the corners (0,0), (4,0), (0,3): the Fermat point, which sees each side at 120 degrees. */
    @Test
    void isTheFermatPointOfATriangle() {
        StrategyBench bench = new StrategyBench(
                strategy(),
                Map.of(),
                new StrategyBench.Steps(0.1, 1),
                List.of(new float[2], new float[2], new float[2]));
        Map<Integer, float[]> corners = Map.of(0, new float[] {0, 0}, 1, new float[] {4, 0}, 2, new float[] {0, 3});
        float[] point = bench.round(corners).weights();
        double[] angles = {angle(point, 4, 0, 0, 3), angle(point, 0, 0, 4, 0), angle(point, 0, 0, 0, 3)};
        for (double angle : angles) {
            assertThat(angle).isCloseTo(120, within(0.5));
        }
    }

    private static double angle(float[] at, double x, double y, double u, double v) {
        double one = Math.atan2(y - at[1], x - at[0]);
        double other = Math.atan2(v - at[1], u - at[0]);
        double degrees = Math.abs(Math.toDegrees(one - other));
        return Math.min(degrees, 360 - degrees);
    }
}
