package io.tributary.testkit.strategy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tributary.protocol.aggregation.Strategies;
import io.tributary.testkit.StrategyContract;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ScafcomTest extends StrategyContract {
    ScafcomTest() {
        super("scafcom");
    }

    /**
     * Curvatures 1 and 4, minima 0 and 1: the loss of all is least at 0.8. FedAvg comes to rest where five steps of
     * both cancel out, at 0.69.
     */
    @Test
    void correctsTheDriftOfItsClients() {
        float found = Drift.bench(strategy(), Map.of()).rounds(500).weights()[0];
        float fedAvg =
                Drift.bench(Strategies.of("fedavg"), Map.of()).rounds(500).weights()[0];
        assertThat(fedAvg).isCloseTo(0.6925f, within(1e-3f));
        assertThat(found).isCloseTo(0.8f, within(1e-3f));
    }

    /** Updates are changes of gradients, which point up the hill. */
    @Override
    protected float agreed() {
        return -0.25f;
    }

    @Override
    protected int rounds() {
        return 200;
    }
}
