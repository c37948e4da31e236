package io.tributary.protocol.compression;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;

/** A scheme's frame inside another, to be read. */
abstract class Unpacked implements SeekableByteChannel {

    /**
     * Makes sure that the frame around it has nothing more, once all has been read.
     *
     * @throws io.tributary.protocol.error.TributaryException UPDATE_REFUSED where it has
     */
    abstract void expectEnd() throws IOException;

    /** Gives back what reading took, and leaves the frame around it open. */
    abstract void release() throws IOException;

    @Override
    public final int write(ByteBuffer source) {
        throw new NonWritableChannelException();
    }

    @Override
    public final SeekableByteChannel truncate(long size) {
        throw new NonWritableChannelException();
    }
}
