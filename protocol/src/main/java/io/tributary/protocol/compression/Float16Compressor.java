package io.tributary.protocol.compression;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.SeekableByteChannel;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Scheme {@code float16}: IEEE 754 binary16, two bytes for each parameter, rounded to the nearest even. Keeps 11 bits of
 * numbers from 6e-5 to 65,504; smaller ones lose bits, larger ones become 65,504.
 */
final class Float16Compressor implements Compressor {
    private static final byte SCHEME = 1;
    private static final int CHUNK = 4096;

    @Override
    public long frameSize(long parameters) {
        return FrameHeader.SIZE + 2 * parameters;
    }

    @Override
    public ByteBuffer[] encode(ByteBuffer numbers, UniformRandomProvider random) {
        FloatBuffer floats = numbers.duplicate().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
        ByteBuffer halves =
                ByteBuffer.allocate(Math.multiplyExact(2, floats.remaining())).order(ByteOrder.LITTLE_ENDIAN);
        ByteBuffer header = new FrameHeader(SCHEME, floats.remaining()).encode();
        while (floats.hasRemaining()) {
            halves.putShort(Float16.of(floats.get()));
        }
        return new ByteBuffer[] {header, halves.flip()};
    }

    @Override
    public UpdateReader open(SeekableByteChannel frame, long parameters) throws IOException {
        FrameHeader.expect(frame, SCHEME, parameters, frameSize(parameters));
        FrameBytes payload = new FrameBytes(frame, FrameHeader.SIZE, 2 * parameters);
        return new UpdateReader() {
            @Override
            public void read(float[] tile, int count) throws IOException {
                for (int done = 0; done < count; ) {
                    int chunk = Math.min(CHUNK, count - done);
                    ByteBuffer halves = payload.next(2 * chunk);
                    for (int i = 0; i < chunk; i++) {
                        tile[done + i] = Float16.toFloat(halves.getShort());
                    }
                    done += chunk;
                }
            }

            @Override
            public void close() throws IOException {
                payload.close();
            }
        };
    }
}
