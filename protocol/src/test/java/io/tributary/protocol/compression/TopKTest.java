package io.tributary.protocol.compression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Comparator;
import java.util.Random;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TopKTest extends CompressorContract {
    @Override
    Compressor compressor() {
        return codec("top-k", 16, 0.2, true);
    }

    @Override
    float tolerance() {
        // The magnitudes fall off in thirteen kinds; a fifth of them reaches down to about this.
        return 0.35f;
    }

    @Override
    boolean dropsSome() {
        return true;
    }

    @ParameterizedTest
    @CsvSource({"1000,0.01", "1000,0.5", "1000,1", "61706,0.001", "61706,0.1", "17,0.06", "3,0.9"})
    void keepsTheLargestAndNothingElse(int count, double keep) throws IOException {
        float[] numbers = new float[count];
        Random random = new Random(count);
        for (int i = 0; i < count; i++) {
            numbers[i] = (float) random.nextGaussian();
        }
        int k = (int) Math.max(1, Math.round(keep * count));
        boolean[] large = new boolean[count];
        IntStream.range(0, count)
                .boxed()
                .sorted(Comparator.comparing((Integer i) -> -Math.abs(numbers[i])))
                .limit(k)
                .forEach(i -> large[i] = true);
        float[] back = frames.roundTrip(codec("top-k", 16, keep, true), numbers, 1);
        for (int i = 0; i < count; i++) {
            if (large[i]) {
                assertThat(back[i]).isCloseTo(numbers[i], Offset.offset(2e-4f));
            } else {
                assertThat(back[i]).isZero();
            }
        }
    }

    @Test
    void ofEqualNumbersKeepsTheFirst() {
        float[] numbers = {1, -2, 2, 0.5f, -2, 2, 3};
        assertThat(Largest.places(numbers, 3)).containsExactly(1, 2, 6);
        assertThat(Largest.places(new float[5], 2)).containsExactly(0, 1);
    }

    @Test
    void onePercentOfEightBitsIsLessThanAHundredthOfTheBytes() {
        assertThat(codec("top-k", 8, 0.01, true).frameSize(61_706) / (4.0 * 61_706))
                .isLessThan(0.0055);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -0.1, 1.01, Double.NaN})
    void refusesOtherShares(double keep) {
        assertThatThrownBy(() -> codec("top-k", 8, keep, true)).hasMessageContaining("above 0 and at most 1");
    }
}
