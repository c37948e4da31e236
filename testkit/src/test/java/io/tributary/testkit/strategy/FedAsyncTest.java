package io.tributary.testkit.strategy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tributary.testkit.StrategyBench;
import io.tributary.testkit.StrategyContract;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FedAsyncTest extends StrategyContract {
    FedAsyncTest() {
        super("fedasync");
    }

    /** 0.6 of a fresh one, 0.6 / sqrt(1 + 8) of one that is eight behind. */
    @Test
    void mixesInEachUpdateByItsStaleness() {
        StrategyBench bench = bench(0, 0);
        assertThat(bench.round(Map.of(0, new float[] {1})).weights()[0]).isCloseTo(0.6f, within(1e-6f));
        assertThat(bench.round(Map.of(1, new float[] {1}), Map.of(1, 8)).weights()[0])
                .isCloseTo(0.8f, within(1e-6f));
    }
}
