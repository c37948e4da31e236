package io.tributary.intent.learned;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class LogisticTest {
    /** With one feature that is always 1 the weight is the logarithm of the odds. */
    @Test
    void fitsTheOdds() {
        double[] weights = Logistic.fit(
                new double[][] {{1}, {1}, {1}, {1}}, new double[] {1, 0, 0, 0}, new double[] {1, 1, 1, 1}, 1);

        assertThat(weights[0]).isCloseTo(Math.log(1.0 / 3), within(1e-4));
    }

    /** At the best weights the slope of loss and penalty is zero. */
    @Test
    void standsStillWhereItIsBest() {
        double[][] features = {{1, 0.5, 1}, {0.2, -1, 1}, {-0.7, 0.3, 1}, {1.5, 2, 1}, {-1, -0.4, 1}};
        double[] wanted = {1, 0, 1, 1, 0};
        double[] importance = {1, 2, 0.5, 1, 1};
        double[] weights = Logistic.fit(features, wanted, importance, 0.7);

        for (int i = 0; i < 3; i++) {
            double slope = i == 2 ? 0 : 0.7 * weights[i];
            for (int row = 0; row < features.length; row++) {
                slope += importance[row]
                        * (Logistic.probability(weights, features[row]) - wanted[row])
                        * features[row][i];
            }
            assertThat(slope).isCloseTo(0, within(1e-5));
        }
    }
}
