package io.tributary.protocol.compression;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class Float16CompressorTest extends CompressorContract {
    @Override
    Compressor compressor() {
        return codec("float16", 8, 0.01, true);
    }

    @Override
    float tolerance() {
        return 0x1p-12f;
    }

    @Test
    void everyHalfComesBack() {
        for (int bits = 0; bits < 1 << 16; bits++) {
            short half = (short) bits;
            float value = Float16.toFloat(half);
            if (Float.isFinite(value)) {
                assertThat(Float16.of(value)).isEqualTo(half);
            }
        }
        assertThat(Float16.toFloat((short) 0x3c00)).isEqualTo(1);
        assertThat(Float16.toFloat((short) 0x0001)).isEqualTo(0x1p-24f);
        assertThat(Float16.toFloat((short) 0xfbff)).isEqualTo(-65504);
        assertThat(Float16.of(Float.POSITIVE_INFINITY)).isEqualTo((short) 0x7bff);
        assertThat(Float16.toFloat(Float16.of(Float.NaN))).isNaN();
    }

    @Test
    void roundsToTheNearestAndHalfWaysToTheEven() {
        assertThat(Float16.of(1 + 0x1p-11f)).isEqualTo((short) 0x3c00);
        assertThat(Float16.of(1 + 3 * 0x1p-11f)).isEqualTo((short) 0x3c02);
        Random random = new Random(1);
        for (int i = 0; i < 100_000; i++) {
            float number = (random.nextFloat() - 0.5f) * (float) Math.pow(2, random.nextInt(48) - 30);
            short half = Float16.of(number);
            float error = Math.abs(Float16.toFloat(half) - number);
            for (int neighbour = -1; neighbour <= 1; neighbour += 2) {
                float other = Float16.toFloat((short) (half + neighbour));
                assertThat(Float.isNaN(other) || Math.abs(other - number) >= error)
                        .isTrue();
            }
        }
    }
}
