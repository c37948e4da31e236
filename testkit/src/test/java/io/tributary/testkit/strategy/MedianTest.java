package io.tributary.testkit.strategy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tributary.testkit.StrategyContract;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MedianTest extends StrategyContract {
    MedianTest() {
        super("median");
    }

    @Test
    void takesTheMiddleOfEachParameter() {
        Map<Integer, float[]> odd = Map.of(0, new float[] {1}, 1, new float[] {-1000}, 2, new float[] {2});
        assertThat(bench(0, 0, 0).round(odd).weights()[0]).isEqualTo(1);
        Map<Integer, float[]> even =
                Map.of(0, new float[] {1}, 1, new float[] {3}, 2, new float[] {-1000}, 3, new float[] {1000});
        assertThat(bench(0, 0, 0, 0).round(even).weights()[0]).isCloseTo(2, within(1e-6f));
    }
}
