package io.tributary.protocol.compression;

import io.tributary.protocol.artifact.HeldBytes;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.SeekableByteChannel;
import org.apache.commons.rng.UniformRandomProvider;

/** Scheme {@code none}: 32-bit little-endian floats as they are; four bytes for each parameter. */
final class NoCompressor implements Compressor {
    private static final byte SCHEME = 0;

    @Override
    public long frameSize(long parameters) {
        return FrameHeader.SIZE + 4 * parameters;
    }

    @Override
    public ByteBuffer[] encode(ByteBuffer numbers, UniformRandomProvider random) {
        return new ByteBuffer[] {header(numbers.remaining() / 4), numbers};
    }

    static ByteBuffer header(long parameters) {
        return new FrameHeader(SCHEME, parameters).encode();
    }

    @Override
    public boolean lossy() {
        return false;
    }

    @Override
    public UpdateReader open(SeekableByteChannel frame, long parameters) throws IOException {
        FrameHeader.expect(frame, SCHEME, parameters, frameSize(parameters));
        return frame instanceof HeldBytes held ? new HeldReader(held) : new Reader(frame);
    }

    /** Reads floats from where they are. */
    private static final class HeldReader implements UpdateReader {
        private final HeldBytes frame;
        private final FloatBuffer floats;

        HeldReader(HeldBytes frame) throws IOException {
            this.frame = frame;
            this.floats = frame.remaining().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
        }

        @Override
        public void read(float[] tile, int count) throws IOException {
            if (floats.remaining() < count) {
                throw new EOFException("The update ends early");
            }
            floats.get(tile, 0, count);
        }

        @Override
        public void close() throws IOException {
            frame.close();
        }
    }

    private static final class Reader implements UpdateReader {
        private static final int CHUNK = 16 * 1024;

        private final SeekableByteChannel frame;
        private final ByteBuffer bytes = ByteBuffer.allocateDirect(4 * CHUNK).order(ByteOrder.LITTLE_ENDIAN);
        private final FloatBuffer floats = bytes.asFloatBuffer();

        Reader(SeekableByteChannel frame) {
            this.frame = frame;
        }

        @Override
        public void read(float[] tile, int count) throws IOException {
            for (int done = 0; done < count; ) {
                int chunk = Math.min(CHUNK, count - done);
                bytes.clear().limit(4 * chunk);
                while (bytes.hasRemaining()) {
                    if (frame.read(bytes) < 0) {
                        throw new EOFException("The update ends early");
                    }
                }
                floats.clear().get(tile, done, chunk);
                done += chunk;
            }
        }

        @Override
        public void close() throws IOException {
            frame.close();
        }
    }
}
