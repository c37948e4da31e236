package io.tributary.protocol.artifact;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Set;

/** Keeps artifacts. Safe for use by many threads. */
public interface ArtifactStore {

    /**
     * Stores the remaining bytes of all buffers, one after the other. Storing what is there already is free.
     *
     * @param durable whether the bytes must be on the disk, not only in the operating system's hands, on return
     * @return the name of the joined bytes
     * @throws IOException where the disk is full or broken; nothing is stored then
     */
    Sha256 put(boolean durable, ByteBuffer... parts) throws IOException;

    /**
     * Opens an artifact for reading; the caller closes it.
     *
     * @throws java.nio.file.NoSuchFileException where there is none of that name
     */
    FileChannel open(Sha256 name) throws IOException;

    boolean contains(Sha256 name);

    /** Size in bytes. @throws java.nio.file.NoSuchFileException where there is none of that name */
    long size(Sha256 name) throws IOException;

    /** Removes an artifact; does nothing where there is none. */
    void delete(Sha256 name) throws IOException;

    /** Removes what is not in the given set, and what half-written puts have left. @return bytes freed */
    long retainOnly(Set<Sha256> names) throws IOException;
}
