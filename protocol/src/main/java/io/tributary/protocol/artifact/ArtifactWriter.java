package io.tributary.protocol.artifact;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * An artifact in the making, of any size: its bytes go to the disk as they come. Closing it unfinished leaves nothing. Not
 * safe for use by several threads.
 */
public interface ArtifactWriter extends Closeable {

    /**
     * Appends the remaining bytes.
     *
     * @throws DiskFullException where there is no room
     */
    void write(ByteBuffer bytes) throws IOException;

    /**
     * Ends it. Pinned as by {@link ArtifactStore#put}.
     *
     * @return the name of all bytes written
     */
    Sha256 finish() throws IOException;
}
