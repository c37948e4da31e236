package io.tributary.protocol.artifact;

import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SeekableByteChannel;

/** A channel over bytes that are in memory, for readers that want to spare themselves a buffer of their own. */
public interface HeldBytes extends SeekableByteChannel {

    /**
     * The bytes from the channel's position on, where they are; read-only, of no use once the channel is closed.
     *
     * @throws ClosedChannelException where it is
     */
    ByteBuffer remaining() throws ClosedChannelException;
}
