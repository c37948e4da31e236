package io.tributary.testkit.strategy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tributary.protocol.aggregation.Parameters;
import io.tributary.protocol.aggregation.Participants;
import io.tributary.protocol.aggregation.Products;
import io.tributary.protocol.aggregation.ServerRule;
import io.tributary.testkit.StrategyContract;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class FedNovaTest extends StrategyContract {
    FedNovaTest() {
        super("fednova");
    }

    /** t = (2, 8), p = 1/2 each: 5 (d1 / 4 + d2 / 16). */
    @Test
    void countsDirectionsAndNotSteps() throws IOException {
        float[] weights = {0};
        fold(0, weights);
        assertThat(weights[0]).isCloseTo((float) (5 * (2.0 / 4 + 8.0 / 16)), within(1e-6f));
    }

    /** With momentum, t steps weigh (t - rho (1 - rho^t) / (1 - rho)) / (1 - rho). */
    @Test
    void countsWhatMomentumAddsUp() throws IOException {
        float[] weights = {0};
        fold(0.5, weights);
        double few = (2 - 0.5 * (1 - 0.25) / 0.5) / 0.5;
        double many = (8 - 0.5 * (1 - Math.pow(0.5, 8)) / 0.5) / 0.5;
        double expected = (few + many) / 2 * (2 / (2 * few) + 8 / (2 * many));
        assertThat(weights[0]).isCloseTo((float) expected, within(1e-5f));
    }

    private void fold(double momentum, float[] weights) throws IOException {
        Participants participants = new Participants(
                1,
                2,
                0.1,
                momentum,
                List.of(new Participants.Update(0, 0.5f, 2, List.of()), new Participants.Update(1, 0.5f, 8, List.of())),
                new Products(2));
        strategy()
                .server(Parameters.NONE)
                .begin(participants)
                .fold(weights, new float[0][], 1, new ServerRule.UpdateTiles() {
                    @Override
                    public int count() {
                        return 2;
                    }

                    @Override
                    public float[] read(int index) {
                        return new float[] {index == 0 ? 2 : 8};
                    }
                });
    }
}
