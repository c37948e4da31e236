package io.tributary.orchestrator.aggregation;

import io.tributary.protocol.aggregation.ServerRule.UpdateTiles;
import io.tributary.protocol.privacy.Clipping;
import io.tributary.protocol.privacy.SecureNoise;
import java.io.IOException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The server's side of differential privacy: whatever clients send, no update counts for more than the clip norm, and
 * the sum carries noise. McMahan et al. 2018 (arXiv 1710.06963), algorithm 1, with the number of updates that came as
 * the denominator; the noise is added to the first update, as all count alike.
 *
 * @param norm the clip norm, null where nothing is clipped
 * @param deviation of the noise on the sum, 0 for none
 * @param noise the round's noise, from its beginning; asked for where there is a deviation
 */
public record UpdateGuard(@Nullable Double norm, double deviation, Supplier<SecureNoise> noise) {
    /** Updates are taken as they come. */
    public static final UpdateGuard NONE = new UpdateGuard(null, 0, () -> {
        throw new IllegalStateException("There is no noise");
    });

    /**
     * The same where one update is the mean of several that the server has not seen: their clients have clipped them, and the noise
     * of a sum is that of a mean times their number.
     */
    public UpdateGuard onMean(int updates) {
        return new UpdateGuard(null, deviation / updates, noise);
    }

    boolean clips() {
        return norm != null;
    }

    /** @param squares the squared length of each update; empty where nothing is clipped */
    Round round(double[] squares) {
        float[] factors = new float[squares.length];
        for (int k = 0; k < factors.length; k++) {
            factors[k] = norm == null ? 1 : Clipping.factor(squares[k], norm);
        }
        return new Round(factors, deviation, deviation > 0 ? noise.get() : null);
    }

    /** One round's updates, guarded. */
    static final class Round {
        private final float[] factors;
        private final double deviation;
        private final @Nullable SecureNoise noise;

        private Round(float[] factors, double deviation, @Nullable SecureNoise noise) {
            this.factors = factors;
            this.deviation = deviation;
            this.noise = noise;
        }

        /** The same tile of all updates, as the strategy may see it. */
        UpdateTiles of(UpdateTiles tiles, int length) {
            if (factors.length == 0 && noise == null) {
                return tiles;
            }
            return new UpdateTiles() {
                @Override
                public int count() {
                    return tiles.count();
                }

                @Override
                public float[] read(int index) throws IOException {
                    float[] tile = tiles.read(index);
                    if (factors.length > 0 && factors[index] != 1) {
                        for (int i = 0; i < length; i++) {
                            tile[i] *= factors[index];
                        }
                    }
                    if (index == 0 && noise != null) {
                        noise.addTo(tile, length, deviation);
                    }
                    return tile;
                }
            };
        }
    }
}
