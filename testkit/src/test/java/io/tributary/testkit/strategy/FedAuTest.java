package io.tributary.testkit.strategy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tributary.protocol.aggregation.Strategies;
import io.tributary.protocol.aggregation.Strategy;
import io.tributary.testkit.StrategyBench;
import io.tributary.testkit.StrategyContract;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FedAuTest extends StrategyContract {
    FedAuTest() {
        super("fedau");
    }

    /** The second client took part in rounds 4 and 8, after gaps of 4: it then counts four times, of two clients. */
    @Test
    void weighsAClientByHowLongItStaysAway() {
        StrategyBench bench = bench(0, 1);
        for (int round = 1; round <= 11; round++) {
            bench.round(round % 4 == 0 ? Map.of(1, new float[] {0}) : Map.of(0, new float[] {0}));
        }
        float moved = bench.round(Map.of(1, new float[] {1})).weights()[0];
        assertThat(moved).isCloseTo(4f / 2, within(1e-6f));
    }

    /** Algorithm 2: a gap that is longer than the cut-off counts as several. */
    @Test
    void cutsLongAbsences() {
        StrategyBench bench = bench(Map.of("cutoff", 3), 0, 1);
        for (int round = 1; round <= 6; round++) {
            bench.round(Map.of(0, new float[] {0}));
        }
        // Absent in rounds 1 to 6: two whole cut-offs of 3, mean 3, of two clients.
        float moved = bench.round(Map.of(1, new float[] {1})).weights()[0];
        assertThat(moved).isCloseTo(3f / 2, within(1e-6f));
    }

    /**
     * A client that is there in one round of four pulls no less than the other in the long run. FedAvg forgets it in
     * between.
     */
    @Test
    void isNotLedByWhoIsThereMoreOften() {
        assertThat(average(strategy())).isCloseTo(0.5f, within(0.03f));
        assertThat(average(Strategies.of("fedavg"))).isLessThan(0.2f);
    }

    private static float average(Strategy strategy) {
        StrategyBench bench = new StrategyBench(
                strategy, Map.of(), new StrategyBench.Steps(0.1, 1), List.of(new float[] {0}, new float[] {1}));
        double sum = 0;
        for (int round = 1; round <= 400; round++) {
            bench.round(round % 4 == 0 ? List.of(0, 1) : List.of(0));
            sum += round > 200 ? bench.weights()[0] : 0;
        }
        return (float) (sum / 200);
    }
}
