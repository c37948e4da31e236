package io.tributary.protocol.compression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import io.tributary.protocol.error.ErrorCode;
import io.tributary.protocol.error.TributaryException;
import io.tributary.protocol.task.TaskSpec.Codec;
import io.tributary.protocol.task.TaskSpec.Entropy;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The entropy stage behind every scheme. */
class EntropyStageTest {
    private static final int COUNT = 100_000;
    private static final Codec FOUR_BITS = new Codec("quantize", 4, 0.01, true);

    @TempDir
    private Path folder;

    private Frames frames;

    @BeforeEach
    void open() {
        frames = new Frames(folder);
    }

    static Stream<Codec> codecs() {
        return Stream.of(
                new Codec("none", 8, 0.01, true),
                new Codec("float16", 8, 0.01, true),
                new Codec("quantize", 1, 0.01, true),
                new Codec("quantize", 2, 0.01, true),
                FOUR_BITS,
                new Codec("quantize", 8, 0.01, false),
                new Codec("quantize", 16, 0.01, true),
                new Codec("top-k", 8, 0.01, true),
                new Codec("top-k", 8, 1.0, true));
    }

    /** The same numbers come back, bit for bit, in no more than one byte beyond the scheme's frame. */
    @ParameterizedTest
    @MethodSource("codecs")
    void losesNothingWhateverTheSchemeAndStaysWithinItsBound(Codec codec) throws IOException {
        Compressor plain = Compressors.of(codec);
        Compressor packed = Compressors.of(codec.with(Entropy.ZSTD));
        assertThat(packed.lossy()).isEqualTo(plain.lossy());
        Random random = new Random(1);
        for (int count : new int[] {1, 7, 1024, 1025, 40_001, COUNT}) {
            for (float[] numbers : List.of(gaussian(random, count), new float[count], uniform(random, count))) {
                byte[] frame = Frames.frame(packed, numbers, 1);
                assertThat(packed.frameSize(count)).isEqualTo(plain.frameSize(count) + 1);
                assertThat((long) frame.length).isLessThanOrEqualTo(packed.frameSize(count));
                float[] expected = frames.decode(plain, Frames.frame(plain, numbers, 1), count, count);
                for (int tile : new int[] {count, 1 + count / 3, 1000}) {
                    assertThat(frames.decode(packed, frame, count, tile)).isEqualTo(expected);
                }
                check(packed, frame, count);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"2,0.3", "4,0.15", "8,0.05"})
    void makesQuantizedNumbersSmallerByAsMuchAsTheyGather(int bits, double least) {
        Codec codec = new Codec("quantize", bits, 0.01, true);
        byte[] frame = Frames.frame(Compressors.of(codec.with(Entropy.ZSTD)), gaussian(new Random(2), COUNT), 1);
        assertThat((double) frame.length)
                .isLessThan((1 - least) * Compressors.of(codec).frameSize(COUNT));
    }

    @Test
    void sameSeedSameFrame() {
        Compressor packed = Compressors.of(FOUR_BITS.with(Entropy.ZSTD));
        float[] numbers = gaussian(new Random(3), COUNT);
        assertThat(Frames.frame(packed, numbers, 7)).isEqualTo(Frames.frame(packed, numbers, 7));
    }

    @Test
    void sendsAsItIsWhatGetsNoSmaller() {
        Codec codec = new Codec("quantize", 16, 0.01, true);
        float[] numbers = uniform(new Random(4), 1000);
        byte[] frame = Frames.frame(Compressors.of(codec.with(Entropy.ZSTD)), numbers, 1);
        assertThat(frame[0]).isEqualTo(EntropyStage.RAW);
        assertThat(Arrays.copyOfRange(frame, 1, frame.length))
                .isEqualTo(Frames.frame(Compressors.of(codec), numbers, 1));
    }

    @Test
    void refusesAnotherContentThanTheParametersCallForBeforeTakingMemory() throws IOException {
        Compressor packed = Compressors.of(FOUR_BITS.with(Entropy.ZSTD));
        byte[] plain = Frames.frame(Compressors.of(FOUR_BITS), gaussian(new Random(5), 5000), 1);
        refuses(packed, zstd(new byte[plain.length + 1], true), "has to be");
        refuses(packed, zstd(new byte[1 << 24], true), "has to be");
        refuses(packed, zstd(Arrays.copyOf(plain, plain.length - 1), true), "has to be");
        refuses(packed, zstd(plain, false), "no declared size");
        refuses(packed, new byte[] {EntropyStage.ZSTD}, "at most");
        refuses(packed, new byte[] {EntropyStage.ZSTD, 1, 2, 3}, "no declared size");
        refuses(packed, new byte[] {7, 1, 2, 3}, "in the way 7");
        refuses(packed, new byte[plain.length + 2], "at most");
        refuses(packed, new byte[plain.length + 1], "not a frame");
        byte[] shorter = new byte[plain.length];
        System.arraycopy(plain, 0, shorter, 1, plain.length - 1);
        refuses(packed, shorter, "bytes");
    }

    @Test
    void refusesMoreBehindTheContentAndLessOfIt() throws IOException {
        for (Codec codec : List.of(FOUR_BITS, new Codec("top-k", 8, 0.5, true))) {
            Compressor packed = Compressors.of(codec.with(Entropy.ZSTD));
            byte[] frame = Frames.frame(packed, gaussian(new Random(6), 5000), 1);
            assertThat(frame[0]).isEqualTo(EntropyStage.ZSTD);
            refuses(packed, Arrays.copyOf(frame, frame.length + 5), "");
            for (int length = 1; length < frame.length; length += 37) {
                refuses(packed, Arrays.copyOf(frame, length), "");
            }
            ByteBuffer two =
                    ByteBuffer.allocate(2 * frame.length - 1).put(frame).put(frame, 1, frame.length - 1);
            refuses(packed, two.array(), "");
        }
    }

    /** A wide window would make the reader take as much memory. */
    @Test
    void refusesAWindowWiderThanTheReadersOwn() throws IOException {
        Codec codec = new Codec("none", 8, 0.01, true);
        byte[] plain = Frames.frame(Compressors.of(codec), new float[COUNT], 1);
        try (ZstdCompressCtx zstd = new ZstdCompressCtx()) {
            zstd.setLevel(1);
            zstd.setWindowLog(EntropyStage.WINDOW_LOG + 1);
            byte[] body = zstd.compress(plain);
            byte[] frame = new byte[body.length + 1];
            frame[0] = EntropyStage.ZSTD;
            System.arraycopy(body, 0, frame, 1, body.length);
            assertThatThrownBy(() -> check(Compressors.of(codec.with(Entropy.ZSTD)), frame, COUNT))
                    .isInstanceOf(TributaryException.class);
        }
    }

    @Test
    void aGarbledFrameIsRefusedOrReadButNeverBreaksTheReader() throws IOException {
        Random random = new Random(8);
        for (Codec codec : List.of(FOUR_BITS, new Codec("top-k", 8, 0.5, true))) {
            Compressor packed = Compressors.of(codec.with(Entropy.ZSTD));
            byte[] whole = Frames.frame(packed, gaussian(random, 5000), 1);
            for (int attempt = 0; attempt < 500; attempt++) {
                byte[] hostile = whole.clone();
                for (int flips = random.nextInt(5); flips >= 0; flips--) {
                    hostile[random.nextInt(whole.length)] = (byte) random.nextInt();
                }
                boolean read = succeeds(() -> frames.decode(packed, hostile, 5000, 512));
                assertThat(succeeds(() -> check(packed, hostile, 5000))).isEqualTo(read);
            }
        }
    }

    private interface Attempt {
        void run() throws IOException;
    }

    private static boolean succeeds(Attempt attempt) throws IOException {
        try {
            attempt.run();
            return true;
        } catch (TributaryException e) {
            assertThat(e.code()).isEqualTo(ErrorCode.UPDATE_REFUSED);
            return false;
        }
    }

    private void refuses(Compressor packed, byte[] frame, String reason) {
        assertThatThrownBy(() -> check(packed, frame, 5000))
                .isInstanceOfSatisfying(
                        TributaryException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UPDATE_REFUSED))
                .hasMessageContaining(reason);
        assertThatThrownBy(() -> frames.decode(packed, frame, 5000, 5000)).isInstanceOf(TributaryException.class);
    }

    private void check(Compressor packed, byte[] frame, int count) throws IOException {
        try (var channel = frames.channel(frame)) {
            packed.check(channel, count);
            assertThat(channel.isOpen()).isTrue();
        }
    }

    private static byte[] zstd(byte[] content, boolean declared) {
        try (ZstdCompressCtx zstd = new ZstdCompressCtx()) {
            zstd.setLevel(1);
            zstd.setContentSize(declared);
            byte[] body = zstd.compress(content);
            assertThat(Zstd.isError(body.length)).isFalse();
            byte[] frame = new byte[body.length + 1];
            frame[0] = EntropyStage.ZSTD;
            System.arraycopy(body, 0, frame, 1, body.length);
            return frame;
        }
    }

    private static float[] gaussian(Random random, int count) {
        float[] numbers = new float[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = (float) random.nextGaussian();
        }
        return numbers;
    }

    private static float[] uniform(Random random, int count) {
        float[] numbers = new float[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = random.nextFloat() - 0.5f;
        }
        return numbers;
    }
}
