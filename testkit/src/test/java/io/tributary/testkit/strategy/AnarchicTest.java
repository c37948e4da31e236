package io.tributary.testkit.strategy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tributary.protocol.aggregation.Parameters;
import io.tributary.protocol.aggregation.Participants;
import io.tributary.protocol.aggregation.Products;
import io.tributary.protocol.aggregation.ServerRule;
import io.tributary.testkit.StrategyBench;
import io.tributary.testkit.StrategyContract;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AnarchicTest extends StrategyContract {
    AnarchicTest() {
        super("anarchic");
    }

    @Test
    void doesNotMindStaleness() {
        StrategyBench bench = bench(0, 0);
        Map<Integer, float[]> updates = Map.of(0, new float[] {1}, 1, new float[] {3});
        assertThat(bench.round(updates, Map.of(0, 100)).weights()[0]).isCloseTo(2, within(1e-6f));
    }

    /** Two steps to 1 and eight to 2, on average five: 5 (1/2 x 1/2 + 1/2 x 2/8). */
    @Test
    void countsDirectionsAndNotSteps() throws IOException {
        Participants participants = new Participants(
                1,
                2,
                0.1,
                0,
                List.of(new Participants.Update(0, 0.5f, 2, List.of()), new Participants.Update(1, 0.5f, 8, List.of())),
                new Products(2));
        float[] weights = {0};
        float[][] updates = {{1}, {2}};
        strategy().server(Parameters.NONE).begin(participants).fold(weights, new float[0][], 1, tiles(updates));
        assertThat(weights[0]).isCloseTo(5 * (0.25f + 0.125f), within(1e-6f));
    }

    private static ServerRule.UpdateTiles tiles(float[]... updates) {
        return new ServerRule.UpdateTiles() {
            @Override
            public int count() {
                return updates.length;
            }

            @Override
            public float[] read(int index) {
                return updates[index];
            }
        };
    }
}
