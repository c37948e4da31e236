package io.tributary.protocol.compression;

import com.github.luben.zstd.ZstdCompressCtx;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Another scheme's frame, packed once more without loss by Zstandard (RFC 8878). Quantized numbers gather around the middle of
 * their block, which a fixed number of bits does not use and an entropy code does.
 *
 * <p>The frame is one byte that says how, then 0: the scheme's frame as it is, where packing does not make it smaller; 1: one
 * Zstandard frame of it, which declares its content's size. So it is never more than one byte longer than the scheme's.
 *
 * <p>What the content's size has to be is known from the parameters. Another, or none, is refused before memory is taken, and
 * the window that the frame may ask for is bounded. One thread at one level: the same numbers give the same bytes.
 */
final class EntropyStage implements Compressor {
    /** As is, and Zstandard. */
    static final byte RAW = 0;

    static final byte ZSTD = 1;

    /** Higher levels search for repetitions, of which there are none: see benchmarks, EntropyBenchmark. */
    static final int LEVEL = 1;

    /** 128 KiB: a larger window finds no more in what does not repeat, and every reader holds one. */
    static final int WINDOW_LOG = 17;

    private static final int FLAG = 1;

    /** Beyond that, frames are sent as they are: they would have to be gathered in one array. */
    private static final long MOST_GATHERED = Integer.MAX_VALUE - (1L << 24);

    private final Compressor scheme;

    EntropyStage(Compressor scheme) {
        this.scheme = scheme;
    }

    @Override
    public long frameSize(long parameters) {
        return FLAG + scheme.frameSize(parameters);
    }

    @Override
    public boolean vary() {
        return true;
    }

    @Override
    public boolean lossy() {
        return scheme.lossy();
    }

    @Override
    public ByteBuffer[] encode(ByteBuffer numbers, UniformRandomProvider random) {
        ByteBuffer[] plain = scheme.encode(numbers, random);
        long size = 0;
        for (ByteBuffer part : plain) {
            size += part.remaining();
        }
        byte[] packed = size <= MOST_GATHERED ? pack(plain, (int) size) : null;
        if (packed != null && packed.length < size) {
            return new ByteBuffer[] {flag(ZSTD), ByteBuffer.wrap(packed)};
        }
        ByteBuffer[] parts = new ByteBuffer[plain.length + 1];
        parts[0] = flag(RAW);
        System.arraycopy(plain, 0, parts, 1, plain.length);
        return parts;
    }

    private static ByteBuffer flag(byte how) {
        return ByteBuffer.allocate(FLAG).put(how).flip();
    }

    private static byte[] pack(ByteBuffer[] parts, int size) {
        ByteBuffer whole = ByteBuffer.allocate(size);
        for (ByteBuffer part : parts) {
            whole.put(part.duplicate());
        }
        try (ZstdCompressCtx zstd = new ZstdCompressCtx()) {
            zstd.setLevel(LEVEL);
            zstd.setWindowLog(WINDOW_LOG);
            zstd.setContentSize(true);
            zstd.setChecksum(false);
            return zstd.compress(whole.array());
        }
    }

    @Override
    public UpdateReader open(SeekableByteChannel frame, long parameters) throws IOException {
        Unpacked unpacked = unpack(frame, parameters);
        try {
            return new Reader(scheme.open(unpacked, parameters), unpacked, parameters);
        } catch (IOException | RuntimeException e) {
            unpacked.release();
            throw e;
        }
    }

    @Override
    public void check(SeekableByteChannel frame, long parameters, float largest) throws IOException {
        Unpacked unpacked = unpack(frame, parameters);
        try {
            scheme.check(unpacked, parameters, largest);
            unpacked.expectEnd();
        } finally {
            unpacked.release();
        }
    }

    private Unpacked unpack(SeekableByteChannel frame, long parameters) throws IOException {
        long size = scheme.frameSize(parameters);
        if (frame.size() <= FLAG || frame.size() > FLAG + size) {
            throw Compressor.refused("The update has " + frame.size() + " bytes; one of " + parameters
                    + " parameters has at most " + (FLAG + size) + ".");
        }
        ByteBuffer flag = ByteBuffer.allocate(FLAG);
        frame.position(0);
        while (flag.hasRemaining()) {
            if (frame.read(flag) < 0) {
                throw Compressor.refused("The update ends before it begins.");
            }
        }
        byte how = flag.get(0);
        if (how == RAW) {
            return new Behind(frame, FLAG);
        }
        if (how != ZSTD) {
            throw Compressor.refused("The update is packed in the way " + how + "; 0 and 1 are known.");
        }
        return scheme.sequential() ? Inflated.stream(frame, FLAG, size) : Inflated.whole(frame, FLAG, size);
    }

    /** Makes sure that nothing follows the last number. */
    private static final class Reader implements UpdateReader {
        private final UpdateReader numbers;
        private final Unpacked frame;
        private long left;

        Reader(UpdateReader numbers, Unpacked frame, long left) {
            this.numbers = numbers;
            this.frame = frame;
            this.left = left;
        }

        @Override
        public void read(float[] tile, int count) throws IOException {
            numbers.read(tile, count);
            left -= count;
            if (left == 0) {
                frame.expectEnd();
            }
        }

        @Override
        public void close() throws IOException {
            numbers.close();
        }
    }
}
