package io.tributary.protocol.compression;

import io.tributary.protocol.artifact.ArtifactStore;
import io.tributary.protocol.artifact.DiskArtifactStore;
import io.tributary.protocol.artifact.Durability;
import io.tributary.protocol.seed.Purpose;
import io.tributary.protocol.seed.Seeds;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;

/** Sends numbers through a compressor and back. */
final class Frames {
    private final ArtifactStore store;

    Frames(Path folder) {
        try {
            store = new DiskArtifactStore(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] frame(Compressor compressor, float[] numbers, long seed) {
        ByteBuffer buffer = ByteBuffer.allocateDirect(4 * numbers.length).order(ByteOrder.LITTLE_ENDIAN);
        buffer.asFloatBuffer().put(numbers);
        ByteBuffer[] parts = compressor.encode(buffer, Seeds.generator(seed, Purpose.COMPRESSION, 0, 0));
        int size = 0;
        for (ByteBuffer part : parts) {
            size += part.remaining();
        }
        ByteBuffer whole = ByteBuffer.allocate(size);
        for (ByteBuffer part : parts) {
            whole.put(part);
        }
        return whole.array();
    }

    SeekableByteChannel channel(byte[] frame) throws IOException {
        return store.open(store.put(Durability.VOLATILE, ByteBuffer.wrap(frame)));
    }

    float[] decode(Compressor compressor, byte[] frame, int count, int tile) throws IOException {
        float[] numbers = new float[count];
        float[] part = new float[tile];
        try (UpdateReader reader = compressor.open(channel(frame), count)) {
            for (int from = 0; from < count; from += tile) {
                int length = Math.min(tile, count - from);
                reader.read(part, length);
                System.arraycopy(part, 0, numbers, from, length);
            }
        }
        return numbers;
    }

    float[] roundTrip(Compressor compressor, float[] numbers, long seed) throws IOException {
        return decode(compressor, frame(compressor, numbers, seed), numbers.length, numbers.length);
    }
}
