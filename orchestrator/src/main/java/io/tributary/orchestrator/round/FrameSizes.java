package io.tributary.orchestrator.round;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.util.Arrays;

/**
 * Bytes of the downlink's latest frames, the newest last, where they vary: a client that missed rounds fetches the frames of these
 * rounds too. Handed on from round to round as an artifact of little-endian longs.
 */
final class FrameSizes {
    static final FrameSizes NONE = new FrameSizes(new long[0]);

    private final long[] sizes;

    private FrameSizes(long[] sizes) {
        this.sizes = sizes;
    }

    static FrameSizes read(SeekableByteChannel artifact) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(artifact.size())).order(ByteOrder.LITTLE_ENDIAN);
        while (bytes.hasRemaining() && artifact.read(bytes) >= 0) {
            // Until all is there.
        }
        long[] sizes = new long[bytes.flip().remaining() / Long.BYTES];
        bytes.asLongBuffer().get(sizes);
        return new FrameSizes(sizes);
    }

    ByteBuffer encode() {
        ByteBuffer bytes = ByteBuffer.allocate(sizes.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asLongBuffer().put(sizes);
        return bytes;
    }

    /**
     * With a round's frame more.
     *
     * @param enough bytes beyond which nobody fetches frames: those before are forgotten
     */
    FrameSizes and(long size, long enough) {
        int from = sizes.length;
        for (long sum = size; from > 0 && sum < enough; from--) {
            sum += sizes[from - 1];
        }
        long[] kept = Arrays.copyOfRange(sizes, from, sizes.length + 1);
        kept[kept.length - 1] = size;
        return new FrameSizes(kept);
    }

    /**
     * Bytes of the latest frames together.
     *
     * @param count how many
     * @param otherwise bytes of one that is not known any more
     */
    long last(int count, long otherwise) {
        int known = Math.min(count, sizes.length);
        long sum = (count - known) * otherwise;
        for (int i = sizes.length - known; i < sizes.length; i++) {
            sum += sizes[i];
        }
        return sum;
    }
}
