package io.tributary.testkit.strategy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tributary.protocol.aggregation.Parameters;
import io.tributary.testkit.StrategyContract;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KrumTest extends StrategyContract {
    KrumTest() {
        super("krum");
    }

    /** Scores with n = 5, f = 1 over the two nearest: 0.1 has the neighbours 0 and 0.2. */
    @Test
    void takesTheUpdateWithTheNearestNeighbours() {
        Map<Integer, float[]> updates = Map.of(
                0, new float[] {0}, 1, new float[] {0.1f}, 2, new float[] {0.2f}, 3, new float[] {1}, 4, new float[] {50
                });
        assertThat(bench(0, 0, 0, 0, 0).round(updates).weights()[0]).isCloseTo(0.1f, within(1e-6f));
    }

    @Test
    void refusesMoreLiarsThanItIsProvenFor() {
        assertThat(strategy().refuse(Parameters.of(Map.of("byzantine", 4)), 11)).isEmpty();
        assertThat(strategy().refuse(Parameters.of(Map.of("byzantine", 5)), 11))
                .hasValueSatisfying(refusal -> assertThat(refusal.reason()).contains("use 4 or less"));
    }
}
