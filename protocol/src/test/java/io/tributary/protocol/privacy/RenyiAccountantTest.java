package io.tributary.protocol.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

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
