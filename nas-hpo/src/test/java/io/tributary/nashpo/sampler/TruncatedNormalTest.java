package io.tributary.nashpo.sampler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TruncatedNormalTest {
    @ParameterizedTest
    @CsvSource({
        "0.5, 1, 0.3",
        "0.05, 0.2, 0.9",
        "0.98, 0.05, 0.5",
    })
    void densityAddsUpToOneAndQuantilesInvertIt(double middle, double width, double p) {
        double sum = 0;
        double upTo = 0;
        double quantile = TruncatedNormal.quantile(p, middle, width);
        int steps = 20_000;
        for (int i = 0; i < steps; i++) {
            double at = (i + 0.5) / steps;
            double density = Math.exp(TruncatedNormal.logDensity(at, middle, width)) / steps;
            sum += density;
            upTo += at <= quantile ? density : 0;
        }
        assertThat(sum).isCloseTo(1, within(1e-6));
        assertThat(upTo).isCloseTo(p, within(1e-3));
        assertThat(Math.exp(TruncatedNormal.logMass(0, quantile, middle, width)))
                .isCloseTo(p, within(1e-9));
    }
}
