package io.tributary.protocol.compression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.protocol.error.ErrorCode;
import io.tributary.protocol.error.TributaryException;
import io.tributary.protocol.task.TaskSpec.Codec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every compression scheme must do. */
abstract class CompressorContract {
    @TempDir
    private Path folder;

    Frames frames;

    @BeforeEach
    void open() {
        frames = new Frames(folder);
    }

    abstract Compressor compressor();

    /** Largest distance between one of {@link #numbers} and what comes out. */
    abstract float tolerance();

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 1000, 1025, 16 * 1024, 40_001})
    void comesBackWithinToleranceInTilesOfAnySizeAndHasTheSizeItForetells(int count) throws IOException {
        float[] numbers = numbers(count);
        byte[] frame = Frames.frame(compressor(), numbers, 1);
        assertThat(frame).hasSize((int) compressor().frameSize(count));
        float[] whole = frames.decode(compressor(), frame, count, count);
        for (int i = 0; i < count; i++) {
            assertThat(Math.abs(whole[i] - numbers[i])).isLessThanOrEqualTo(tolerance());
        }
        for (int tile : new int[] {1 + count / 3, 4096, 1000}) {
            assertThat(frames.decode(compressor(), frame, count, tile)).isEqualTo(whole);
        }
    }

    @Test
    void sameSeedSameFrame() {
        assertThat(Frames.frame(compressor(), numbers(5000), 7))
                .isEqualTo(Frames.frame(compressor(), numbers(5000), 7));
    }

    @ParameterizedTest
    @ValueSource(floats = {0, -0.125f, 1e-3f, 1e-40f, -3e4f})
    void aSingleNumberAndAllTheSameNumberComeBack(float number) throws IOException {
        for (int count : new int[] {1, 3000}) {
            float[] same = new float[count];
            Arrays.fill(same, number);
            float[] back = frames.roundTrip(compressor(), same, 1);
            for (float each : back) {
                assertThat(each)
                        .satisfiesAnyOf(
                                value -> assertThat(value).isCloseTo(number, within(number)),
                                value -> assertThat(dropsSome() && value == 0).isTrue());
            }
            assertThat(back[0]).isCloseTo(number, within(number));
        }
    }

    /** Whether numbers may be left out. */
    boolean dropsSome() {
        return false;
    }

    private Offset<Float> within(float number) {
        return Offset.offset(compressor().lossy() ? Math.abs(number) / 1000 + 1e-7f : 0f);
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
    void whatIsNoNumberIsRefusedHereOrThere(float broken) throws IOException {
        float[] numbers = numbers(3000);
        numbers[1500] = broken;
        try {
            float[] back = frames.roundTrip(compressor(), numbers, 1);
            assertThat(Float.isFinite(back[1500]) && !Float.isInfinite(broken)).isFalse();
        } catch (TributaryException e) {
            assertThat(e.code()).isEqualTo(ErrorCode.UPDATE_REFUSED);
        }
    }

    @Test
    void numbersOfAnySizeSurvive() throws IOException {
        Random random = new Random(5);
        float[] numbers = new float[2500];
        for (int i = 0; i < numbers.length; i++) {
            do {
                numbers[i] = Float.intBitsToFloat(random.nextInt());
            } while (!Float.isFinite(numbers[i]));
        }
        for (float back : frames.roundTrip(compressor(), numbers, 1)) {
            assertThat(back).isFinite();
        }
    }

    @Test
    void refusesFramesOfAnotherLengthVersionSchemeOrCount() throws IOException {
        byte[] whole = Frames.frame(compressor(), numbers(100), 1);
        refuses(Arrays.copyOf(whole, whole.length - 1));
        refuses(Arrays.copyOf(whole, whole.length + 1));
        refuses(new byte[0]);
        refuses(new byte[whole.length]);
        for (int index : new int[] {0, 4, 5, 8, 15}) {
            byte[] hostile = whole.clone();
            hostile[index] ^= 0x40;
            refuses(hostile);
        }
    }

    private void refuses(byte[] frame) throws IOException {
        try (var channel = frames.channel(frame)) {
            assertThatThrownBy(() -> compressor().open(channel, 100))
                    .isInstanceOfSatisfying(
                            TributaryException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UPDATE_REFUSED));
        }
    }

    @Test
    void aGarbledPayloadIsRefusedOrReadButNeverBreaksTheReader() throws IOException {
        byte[] whole = Frames.frame(compressor(), numbers(3000), 1);
        Random random = new Random(3);
        for (int attempt = 0; attempt < 500; attempt++) {
            byte[] hostile = whole.clone();
            for (int flips = random.nextInt(20); flips >= 0; flips--) {
                hostile[FrameHeader.SIZE + random.nextInt(whole.length - FrameHeader.SIZE)] = (byte) random.nextInt();
            }
            boolean finite = true;
            try {
                for (float number : frames.decode(compressor(), hostile, 3000, 512)) {
                    finite &= Float.isFinite(number);
                }
            } catch (TributaryException e) {
                assertThat(e.code()).isEqualTo(ErrorCode.UPDATE_REFUSED);
                finite = false;
            }
            assertThat(passesCheck(hostile)).isEqualTo(finite);
        }
    }

    private boolean passesCheck(byte[] frame) throws IOException {
        try (var channel = frames.channel(frame)) {
            compressor().check(channel, 3000);
            return true;
        } catch (TributaryException e) {
            assertThat(e.code()).isEqualTo(ErrorCode.UPDATE_REFUSED);
            return false;
        }
    }

    static float[] numbers(int count) {
        float[] numbers = new float[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = (float) Math.sin(i * 0.7) / (1 + i % 13);
        }
        return numbers;
    }

    static Compressor codec(String scheme, int bits, double keep, boolean errorFeedback) {
        return Compressors.of(new Codec(scheme, bits, keep, errorFeedback));
    }
}
