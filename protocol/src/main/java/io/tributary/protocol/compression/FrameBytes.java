package io.tributary.protocol.compression;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;

/** Hands out a stretch of a frame piece by piece; several of them may share one channel. Holds one buffer, never the frame. */
final class FrameBytes implements Closeable {
    private static final int BUFFER = 16 * 1024;

    private final SeekableByteChannel frame;
    private final ByteBuffer buffer =
            ByteBuffer.allocate(BUFFER).order(ByteOrder.LITTLE_ENDIAN).limit(0);
    private long position;
    private final long end;

    /**
     * @param from first byte of the stretch
     * @param length its bytes
     */
    FrameBytes(SeekableByteChannel frame, long from, long length) {
        this.frame = frame;
        this.position = from;
        this.end = from + length;
    }

    /**
     * The next bytes, to be consumed whole before the next call.
     *
     * @param length at most 8 KiB
     * @throws io.tributary.protocol.error.TributaryException UPDATE_REFUSED where the stretch has fewer left
     */
    ByteBuffer next(int length) throws IOException {
        if (buffer.remaining() < length) {
            refill();
        }
        if (buffer.remaining() < length) {
            throw Compressor.refused("The update ends early.");
        }
        return buffer;
    }

    private void refill() throws IOException {
        buffer.compact().limit((int) Math.min(buffer.capacity(), buffer.position() + end - position));
        frame.position(position);
        while (buffer.hasRemaining()) {
            int count = frame.read(buffer);
            if (count < 0) {
                break;
            }
            position += count;
        }
        buffer.flip();
    }

    @Override
    public void close() throws IOException {
        frame.close();
    }
}
