package io.tributary.testkit.strategy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tributary.testkit.StrategyContract;
import java.util.List;
import org.junit.jupiter.api.Test;

class Ef21Test extends StrategyContract {
    Ef21Test() {
        super("ef21");
    }

    /** Nothing is lost without packing, so g is the mean difference. */
    @Test
    void isFedAvgWhereNothingIsPacked() {
        double contraction = 1 - Math.pow(0.9, 5);
        double first = 2 * contraction;
        double second = first + contraction * (2 - first);
        assertThat(bench(1, 3).rounds(2).weights()[0]).isCloseTo((float) second, within(1e-5f));
    }

    /** Who is away still counts with what it sent last: with only the first of two, g moves by half of its change. */
    @Test
    void remembersWhoIsAway() {
        double contraction = 1 - Math.pow(0.9, 5);
        double first = 2 * contraction;
        double change = contraction * (1 - first) - contraction;
        double mean = 2 * contraction + change / 2;
        float[] weights = bench(1, 3).round().round(List.of(0)).weights();
        assertThat(weights[0]).isCloseTo((float) (first + mean), within(1e-5f));
    }
}
