package io.tributary.protocol.compression;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;

/**
 * The first 16 bytes of every frame, little-endian: magic {@code TRIB}, version, scheme, two zero bytes, parameters.
 *
 * @param scheme number of the scheme on the wire
 * @param parameters how many numbers the frame stands for
 */
record FrameHeader(byte scheme, long parameters) {
    static final int SIZE = 16;
    private static final int MAGIC = 0x42495254;
    private static final byte VERSION = 1;

    ByteBuffer encode() {
        return ByteBuffer.allocate(SIZE)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(MAGIC)
                .put(VERSION)
                .put(scheme)
                .putShort((short) 0)
                .putLong(parameters)
                .flip();
    }

    /** Reads the header and holds it against what is expected. Leaves the channel behind the header. */
    static void expect(SeekableByteChannel frame, byte scheme, long parameters, long frameSize) throws IOException {
        if (frame.size() != frameSize) {
            throw Compressor.refused("The update has " + frame.size() + " bytes; one of " + parameters
                    + " parameters has " + frameSize + ".");
        }
        ByteBuffer header = ByteBuffer.allocate(SIZE).order(ByteOrder.LITTLE_ENDIAN);
        while (header.hasRemaining()) {
            if (frame.read(header) < 0) {
                throw Compressor.refused("The update ends inside its header.");
            }
        }
        header.flip();
        int magic = header.getInt();
        byte version = header.get();
        byte actualScheme = header.get();
        header.getShort();
        long actualParameters = header.getLong();
        if (magic != MAGIC || version != VERSION) {
            throw Compressor.refused("The update is not a frame of version " + VERSION + ".");
        }
        if (actualScheme != scheme) {
            throw Compressor.refused(
                    "The update is packed with scheme " + actualScheme + "; the task asks for " + scheme + ".");
        }
        if (actualParameters != parameters) {
            throw Compressor.refused(
                    "The update holds " + actualParameters + " parameters; the model has " + parameters + ".");
        }
    }
}
