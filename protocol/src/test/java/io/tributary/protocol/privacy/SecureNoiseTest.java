package io.tributary.protocol.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SecureNoiseTest {
    private static final byte[] KEY = new byte[SecureNoise.KEY_BYTES];

    @Test
    void isNormallyDistributed() {
        float[] noise = noise(KEY, 1, 200_000);
        double mean = 0;
        double squares = 0;
        double fourth = 0;
        for (float each : noise) {
            mean += each / noise.length;
            squares += (double) each * each / noise.length;
            fourth += Math.pow(each, 4) / noise.length;
        }
        assertThat(mean).isCloseTo(0, within(0.03));
        assertThat(squares).isCloseTo(9, within(0.15));
        assertThat(fourth / (squares * squares)).isCloseTo(3, within(0.1));
    }

    @Test
    void repeatsWithTheSameKeyAndStreamOnly() {
        byte[] other = KEY.clone();
        other[31] = 1;
        float[] noise = noise(KEY, 1, 1000);
        assertThat(noise(KEY, 1, 1000)).isEqualTo(noise);
        assertThat(noise(KEY, 2, 1000)).isNotEqualTo(noise);
        assertThat(noise(other, 1, 1000)).isNotEqualTo(noise);
        assertThat(SecureNoise.newKey()).isNotEqualTo(SecureNoise.newKey());
    }

    /** However it is asked for, it is one stream. */
    @Test
    void doesNotDependOnTheSizeOfTiles() {
        SecureNoise source = new SecureNoise(KEY, 1);
        float[] parts = new float[1001];
        for (int from = 0; from < parts.length; from += 7) {
            float[] tile = new float[7];
            int count = Math.min(7, parts.length - from);
            source.addTo(tile, count, 3);
            System.arraycopy(tile, 0, parts, from, count);
        }
        assertThat(parts).isEqualTo(Arrays.copyOf(noise(KEY, 1, 1001), 1001));
    }

    private static float[] noise(byte[] key, int stream, int count) {
        float[] numbers = new float[count];
        new SecureNoise(key, stream).addTo(numbers, count, 3);
        return numbers;
    }
}
