package io.tributary.protocol.compression;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;

/** One way to pack an update: the difference between a client's weights and the round's. */
public interface Compressor {

    /** The name used in task specs. */
    String id();

    /** Bytes of the whole frame for so many parameters. */
    long frameSize(long parameters);

    /**
     * Client side.
     *
     * @param difference little-endian floats
     * @return the frame as buffers to send one after the other; may share memory with {@code difference}
     */
    ByteBuffer[] encode(ByteBuffer difference);

    /**
     * Server side.
     *
     * @param frame the whole frame; the reader closes it
     * @throws io.tributary.protocol.error.TributaryException UPDATE_REFUSED where the frame is not one of exactly
     *     {@code parameters} numbers in this scheme; checked before memory is taken
     */
    UpdateReader open(SeekableByteChannel frame, long parameters) throws IOException;
}
