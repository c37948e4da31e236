package io.tributary.protocol.compression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuantizerTest extends CompressorContract {
    @Override
    Compressor compressor() {
        return codec("quantize", 8, 0.01, true);
    }

    @Override
    float tolerance() {
        return 2f / 255 / 2 * 1.0001f;
    }

    @ParameterizedTest
    @CsvSource({
        "1,false",
        "2,true",
        "3,false",
        "4,false",
        "5,true",
        "7,false",
        "8,false",
        "11,true",
        "13,false",
        "16,true"
    })
    void errsByHalfAStepToTheNearestAndByLessThanAStepAtRandom(int bits, boolean nearest) throws IOException {
        Compressor quantizer = codec("quantize", bits, 0.01, nearest);
        float[] numbers = numbers(5000);
        float[] back = frames.roundTrip(quantizer, numbers, 3);
        for (int from = 0; from < numbers.length; from += 1024) {
            int to = Math.min(from + 1024, numbers.length);
            float min = Float.MAX_VALUE;
            float max = -Float.MAX_VALUE;
            for (int i = from; i < to; i++) {
                min = Math.min(min, numbers[i]);
                max = Math.max(max, numbers[i]);
            }
            double step = ((double) max - min) / ((1 << bits) - 1);
            for (int i = from; i < to; i++) {
                assertThat(Math.abs(back[i] - numbers[i]))
                        .isLessThanOrEqualTo((float) (step * (nearest ? 0.5 : 1) + 1e-7));
                if (numbers[i] == min || numbers[i] == max) {
                    assertThat(back[i]).isEqualTo(numbers[i]);
                }
            }
        }
    }

    /** Error feedback runs away otherwise: Karimireddy et al. 2019, assumption A. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void oneBitToTheNearestLosesLessThanThereWas(long seed) throws IOException {
        Compressor quantizer = codec("quantize", 1, 0.01, true);
        Random random = new Random(seed);
        float[] numbers = new float[1024];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = (float) (seed == 1 ? i == 7 ? 1 : 0 : Math.pow(random.nextGaussian(), (double) seed));
        }
        float[] back = frames.roundTrip(quantizer, numbers, 1);
        double lost = 0;
        double whole = 0;
        for (int i = 0; i < numbers.length; i++) {
            lost += Math.pow(numbers[i] - back[i], 2);
            whole += Math.pow(numbers[i], 2);
        }
        assertThat(lost).isLessThan(whole);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 8})
    void roundingAtRandomIsRightOnAverage(int bits) throws IOException {
        Compressor quantizer = codec("quantize", bits, 0.01, false);
        float[] numbers = numbers(64);
        int draws = 2000;
        double[] sum = new double[numbers.length];
        for (int draw = 0; draw < draws; draw++) {
            float[] back = frames.roundTrip(quantizer, numbers, draw);
            for (int i = 0; i < numbers.length; i++) {
                sum[i] += back[i];
            }
        }
        // The error of one draw is at most a step; its mean stays within five standard deviations of a fair coin's.
        double step = 2.0 / ((1 << bits) - 1);
        for (int i = 0; i < numbers.length; i++) {
            assertThat(Math.abs(sum[i] / draws - numbers[i])).isLessThan(5 * step / 2 / Math.sqrt(draws));
        }
    }

    @Test
    void eightBitsAreAQuarterAndFourAnEighth() {
        assertThat(codec("quantize", 8, 1, true).frameSize(1_000_000) / 4e6).isBetween(0.25, 0.253);
        assertThat(codec("quantize", 4, 1, true).frameSize(1_000_000) / 4e6).isBetween(0.125, 0.128);
    }

    @Test
    void refusesBlocksWhoseEndsAreNoRange() throws IOException {
        byte[] frame = Frames.frame(compressor(), numbers(10), 1);
        for (int ends : new int[] {0x7fc00000, 0x7f800000, 0xff800000}) {
            byte[] hostile = frame.clone();
            ByteBuffer.wrap(hostile).order(ByteOrder.LITTLE_ENDIAN).putInt(FrameHeader.SIZE, ends);
            assertThatThrownBy(() -> frames.decode(compressor(), hostile, 10, 10))
                    .hasMessageContaining("block");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 17, -1})
    void refusesOtherBits(int bits) {
        assertThatThrownBy(() -> codec("quantize", bits, 1, true)).hasMessageContaining("1 to 16");
    }
}
