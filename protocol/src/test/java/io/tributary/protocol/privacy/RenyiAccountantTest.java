package io.tributary.protocol.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RenyiAccountantTest {

    /**
     * Abadi et al. 2016 (arXiv 1607.00133), section 3.2: q = 0.01, sigma = 4, 10,000 steps, delta = 1e-5 give 1.26, by
     * their conversion.
     */
    @Test
    void agreesWithThePublishedMomentsAccountant() {
        double best = Double.POSITIVE_INFINITY;
        for (int order = 2; order <= 256; order++) {
            best = Math.min(best, 10_000 * RenyiAccountant.divergence(0.01, 4, order) + Math.log(1e5) / (order - 1));
        }
        assertThat(best).isCloseTo(1.26, within(0.01));
        // The conversion that came later tells less of the same divergence.
        assertThat(RenyiAccountant.epsilon(0.01, 4, 10_000, 1e-5))
                .isLessThan(best)
                .isGreaterThan(0.8);
    }

    /**
     * The table of TensorFlow Privacy's tutorial (tensorflow/privacy, tutorials/README.md): MNIST's 60,000 examples,
     * batches of 256, delta = 1e-5, by the conversion of its time, log(1 / delta) / (a - 1). It looked at fractional
     * orders too.
     */
    @ParameterizedTest
    @CsvSource({"1.12, 60, 2.92", "0.6, 30, 9.74", "1.2, 10, 1.20"})
    void agreesWithTheTableOfTensorFlowPrivacy(double noise, int epochs, double published) {
        double rate = 256.0 / 60_000;
        int steps = epochs * 60_000 / 256;
        double best = Double.POSITIVE_INFINITY;
        for (int order = 2; order <= 64; order++) {
            best = Math.min(best, steps * RenyiAccountant.divergence(rate, noise, order) + Math.log(1e5) / (order - 1));
        }
        assertThat(best).isCloseTo(published, withinPercentage(0.5));
        assertThat(RenyiAccountant.epsilon(rate, noise, steps, 1e-5)).isLessThan(best);
    }

    /**
     * What the tests of Google's dp_accounting expect (google/differential-privacy, rdp_privacy_accountant_test.py):
     * divergences of 50 rounds with rate 0.01 and noise 2.5, to four digits; and the noise 4.530877117, which without
     * sampling gives (1, 1e-6) at the best order, of which ours is the nearest whole one.
     */
    @Test
    void agreesWithDpAccounting() {
        assertThat(50 * RenyiAccountant.divergence(0.01, 2.5, 5)).isCloseTo(2.18075656e-3, withinPercentage(0.01));
        assertThat(50 * RenyiAccountant.divergence(0.01, 2.5, 50)).isCloseTo(2.38460375e-2, withinPercentage(0.01));
        assertThat(50 * RenyiAccountant.divergence(0.01, 2.5, 100)).isCloseTo(167.416308, withinPercentage(0.01));
        assertThat(RenyiAccountant.epsilon(1, 4.530877117, 1, 1e-6)).isCloseTo(1, within(0.001));
    }

    @Test
    void tellsOfNextToNoNoiseWithoutNaN() {
        assertThat(RenyiAccountant.epsilon(0.1, 1e-300, 1, 1e-5)).isEqualTo(Double.MAX_VALUE);
        assertThat(RenyiAccountant.epsilon(1, 1e-300, 1, 1e-5)).isEqualTo(Double.MAX_VALUE);
    }

    /** Without sampling the divergence of order a is a / (2 z^2), and the limit of a draw of everyone is the same. */
    @Test
    void isTheGaussianMechanismWhereEveryoneTakesPart() {
        assertThat(RenyiAccountant.divergence(1, 2, 10)).isEqualTo(10 / 8.0);
        assertThat(RenyiAccountant.divergence(1 - 1e-12, 2, 10)).isCloseTo(10 / 8.0, within(1e-6));
    }

    /** At order 2 the sum has three terms: 1 - q^2 + q^2 exp(1 / z^2). */
    @Test
    void isTheClosedFormAtOrderTwo() {
        double expected = Math.log(1 - 0.09 + 0.09 * Math.exp(1 / 1.21));
        assertThat(RenyiAccountant.divergence(0.3, 1.1, 2)).isCloseTo(expected, within(1e-12));
    }

    @Test
    void growsWithRoundsAndFallsWithNoiseAndSampling() {
        double base = RenyiAccountant.epsilon(0.1, 1, 100, 1e-5);
        assertThat(RenyiAccountant.epsilon(0.1, 1, 200, 1e-5)).isGreaterThan(base);
        assertThat(RenyiAccountant.epsilon(0.1, 2, 100, 1e-5)).isLessThan(base);
        assertThat(RenyiAccountant.epsilon(0.05, 1, 100, 1e-5)).isLessThan(base);
        assertThat(RenyiAccountant.epsilon(0.1, 1, 0, 1e-5)).isZero();
    }
}
