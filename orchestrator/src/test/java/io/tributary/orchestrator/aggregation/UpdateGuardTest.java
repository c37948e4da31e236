package io.tributary.orchestrator.aggregation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tributary.protocol.aggregation.ServerRule.UpdateTiles;
import io.tributary.protocol.privacy.SecureNoise;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class UpdateGuardTest {
    private static final int LENGTH = 1000;

    /** The noise of a sum of five, on their mean: the same noise, a fifth as strong, and nothing is clipped again. */
    @Test
    void noiseOnAMeanIsThatOnTheSumSharedOut() throws IOException {
        byte[] key = SecureNoise.newKey();
        UpdateGuard guard = new UpdateGuard(1.0, 10, () -> new SecureNoise(key, 1));
        float[] mean = guard.onMean(5).round(new double[0]).of(tiles(3), LENGTH).read(0);
        float[] noise = new float[LENGTH];
        new SecureNoise(key, 1).addTo(noise, LENGTH, 10);
        for (int i = 0; i < LENGTH; i++) {
            assertThat(mean[i]).isCloseTo(3 + noise[i] / 5, within(1e-5f));
        }
        assertThat(guard.onMean(5).clips()).isFalse();
        assertThat(UpdateGuard.NONE
                        .onMean(5)
                        .round(new double[0])
                        .of(tiles(3), LENGTH)
                        .read(0))
                .containsOnly(3);
    }

    private static UpdateTiles tiles(float each) {
        return new UpdateTiles() {
            @Override
            public int count() {
                return 1;
            }

            @Override
            public float[] read(int index) {
                float[] tile = new float[LENGTH];
                Arrays.fill(tile, each);
                return tile;
            }
        };
    }
}
