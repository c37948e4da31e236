package io.tributary.protocol.artifact;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.util.Set;
import java.util.function.Supplier;

/** Keeps artifacts. Safe for use by many threads. */
public interface ArtifactStore {

    /**
     * Stores the remaining bytes of all buffers, one after the other. Storing what is there already is free.
     *
     * <p>The artifact is pinned, once for each put, until {@link #release}: equal bytes have one name, so whoever deletes what
     * he no longer needs must not take it from another who has just stored the same.
     *
     * @param durability what the bytes must survive from the return on
     * @return the name of the joined bytes: their hash, so that anyone can check them. {@link Durability#VOLATILE} bytes that
     *     the store keeps in memory, out of everyone else's reach, may have another name that nothing else has
     * @throws DiskFullException where there is no room; nothing is stored then
     * @throws IOException where the disk is broken; nothing is stored then
     */
    Sha256 put(Durability durability, ByteBuffer... parts) throws IOException;

    /**
     * Begins an artifact that need not fit into memory.
     *
     * @param size bytes that will come, as far as known; at least 0
     * @throws DiskFullException where they have no room
     */
    ArtifactWriter write(Durability durability, long size) throws IOException;

    /**
     * Makes sure that so many bytes more can be stored.
     *
     * @throws DiskFullException where they have no room
     */
    void ensureRoom(long bytes) throws DiskFullException;

    /**
     * Takes a finished file over, as if its bytes had been put; on success the file is gone from where it was.
     *
     * @param name what the bytes must hash to
     * @param file on the same file system as the store; never held in memory as a whole
     * @throws io.tributary.protocol.error.TributaryException ARTIFACT_CORRUPT where the bytes are others; the file is left
     *     alone
     */
    void adopt(Sha256 name, Path file) throws IOException;

    /**
     * Opens an artifact for reading; the caller closes it.
     *
     * @throws java.nio.file.NoSuchFileException where there is none of that name
     */
    SeekableByteChannel open(Sha256 name) throws IOException;

    boolean contains(Sha256 name);

    /**
     * Size in bytes.
     *
     * @throws java.nio.file.NoSuchFileException where there is none of that name
     */
    long size(Sha256 name) throws IOException;

    /**
     * Pins an artifact once more, as if it had been put again.
     *
     * @return false where there is none of that name; nothing is pinned then
     */
    boolean pin(Sha256 name);

    /** Takes back one pin. */
    void release(Sha256 name);

    /** Removes an artifact; does nothing where there is none, or where someone has it pinned. */
    void delete(Sha256 name) throws IOException;

    /**
     * Removes what is neither needed nor pinned, and what half-written puts of earlier processes have left. Others may go on
     * storing: what was pinned at any moment from the call to its return stays.
     *
     * @param needed asked once, after the call has begun
     * @return bytes freed
     */
    long retainOnly(Supplier<Set<Sha256>> needed) throws IOException;
}
