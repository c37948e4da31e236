package io.tributary.testkit.strategy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tributary.testkit.StrategyContract;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnarchicSiloTest extends StrategyContract {
    AnarchicSiloTest() {
        super("anarchic-silo");
    }

    @Test
    void isFedAvgWhereEveryoneArrives() {
        double contraction = 1 - Math.pow(0.9, 5);
        double first = 2 * contraction;
        double second = first + contraction * (2 - first);
        assertThat(bench(1, 3).rounds(2).weights()[0]).isCloseTo((float) second, within(1e-5f));
    }

    /** After all of three arrived, the first alone: the others still count with what they sent last. */
    @Test
    void stepsByWhatEveryClientSentLast() {
        double contraction = 1 - Math.pow(0.9, 5);
        double first = 2 * contraction;
        double mean = (contraction * (1 - first) + contraction * 2 + contraction * 3) / 3;
        float[] weights = bench(1, 2, 3).round().round(List.of(0)).weights();
        assertThat(weights[0]).isCloseTo((float) (first + mean), within(1e-5f));
    }
}
