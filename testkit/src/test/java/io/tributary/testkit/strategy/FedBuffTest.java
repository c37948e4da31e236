package io.tributary.testkit.strategy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tributary.protocol.aggregation.Parameters;
import io.tributary.testkit.StrategyBench;
import io.tributary.testkit.StrategyContract;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FedBuffTest extends StrategyContract {
    FedBuffTest() {
        super("fedbuff");
    }

    /** Half of 1 / sqrt(1 + 3) and half of 1. */
    @Test
    void countsStaleUpdatesLess() {
        StrategyBench bench = bench(0, 0);
        Map<Integer, float[]> updates = Map.of(0, new float[] {1}, 1, new float[] {10});
        assertThat(bench.round(updates, Map.of(0, 3)).weights()[0]).isCloseTo(0.25f + 5, within(1e-6f));
    }

    @Test
    void countsAllAlikeWithoutAnExponent() {
        StrategyBench bench = bench(Map.of("stalenessExponent", 0), 0, 0);
        Map<Integer, float[]> updates = Map.of(0, new float[] {1}, 1, new float[] {10});
        assertThat(bench.round(updates, Map.of(0, 3)).weights()[0]).isCloseTo(5.5f, within(1e-6f));
    }

    @Test
    void refusesABufferThatNobodyCouldFill() {
        assertThat(strategy().refuse(Parameters.of(Map.of("bufferSize", 10)), 10))
                .isEmpty();
        assertThat(strategy().refuse(Parameters.of(Map.of("bufferSize", 11)), 10))
                .hasValueSatisfying(refusal -> {
                    assertThat(refusal.parameter()).isEqualTo("bufferSize");
                    assertThat(refusal.reason()).contains("11 updates", "use at most 10");
                });
    }
}
