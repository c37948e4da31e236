package io.tributary.protocol.compression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.protocol.error.ErrorCode;
import io.tributary.protocol.error.TributaryException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every compression scheme must do. */
abstract class CompressorContract {
    @TempDir
    private Path folder;

    abstract Compressor compressor();

    /** Largest distance between a number and what comes out. */
    abstract float tolerance();

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 1000, 16 * 1024, 40_001})
    void comesBackWithinToleranceInTilesOfAnySizeAndHasTheSizeItForetells(int count) throws IOException {
        Path frame = write(numbers(count));
        assertThat(Files.size(frame)).isEqualTo(compressor().frameSize(count));
        for (int tile : new int[] {1 + count / 3, count, 4096}) {
            try (UpdateReader reader = compressor().open(FileChannel.open(frame), count)) {
                float[] out = new float[tile];
                for (int from = 0; from < count; from += tile) {
                    int length = Math.min(tile, count - from);
                    reader.read(out, length);
                    for (int i = 0; i < length; i++) {
                        assertThat(Math.abs(out[i] - number(from + i))).isLessThanOrEqualTo(tolerance());
                    }
                }
            }
        }
    }

    @Test
    void refusesFramesOfAnotherLengthVersionSchemeOrCount() throws IOException {
        byte[] whole = Files.readAllBytes(write(numbers(100)));
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
        Path file = Files.write(folder.resolve("hostile"), frame);
        try (FileChannel channel = FileChannel.open(file)) {
            assertThatThrownBy(() -> compressor().open(channel, 100))
                    .isInstanceOfSatisfying(
                            TributaryException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UPDATE_REFUSED));
        }
    }

    private Path write(ByteBuffer difference) throws IOException {
        Path file = folder.resolve("frame-" + difference.remaining());
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            for (ByteBuffer part : compressor().encode(difference)) {
                channel.write(part);
            }
        }
        return file;
    }

    private static ByteBuffer numbers(int count) {
        ByteBuffer buffer = ByteBuffer.allocateDirect(4 * count).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < count; i++) {
            buffer.putFloat(number(i));
        }
        return buffer.flip();
    }

    private static float number(int index) {
        return (float) Math.sin(index * 0.7) / (1 + index % 13);
    }
}
