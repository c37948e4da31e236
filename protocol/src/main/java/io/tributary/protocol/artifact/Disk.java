package io.tributary.protocol.artifact;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * The disk below a folder, of which some is to stay free: for the database beside the artifacts, which has to write down that
 * there is no room, and for whoever else lives on it. Artifacts and uploads may have a quota of it.
 */
public final class Disk {
    private static final double MEGABYTE = 1e6;

    private final LongSupplier free;
    private final long reserve;
    private final long quota;
    private final AtomicLong taken = new AtomicLong();

    /**
     * @param folder that exists
     * @param reserve bytes that stay free, at least 0
     */
    public Disk(Path folder, long reserve) {
        this(folder, reserve, Long.MAX_VALUE);
    }

    /**
     * @param folder that exists
     * @param reserve bytes that stay free, at least 0
     * @param quota bytes that artifacts and uploads may take together
     */
    public Disk(Path folder, long reserve, long quota) {
        this(() -> free(folder), reserve, quota);
    }

    /** A folder that is out of reach is no full disk: the write itself is to say what is wrong with it. */
    private static long free(Path folder) {
        long free = folder.toFile().getUsableSpace();
        return free == 0 && Files.notExists(folder) ? Long.MAX_VALUE : free;
    }

    /** @param free bytes that may be written now */
    public Disk(LongSupplier free, long reserve) {
        this(free, reserve, Long.MAX_VALUE);
    }

    /** As the constructors above. */
    public Disk(LongSupplier free, long reserve, long quota) {
        if (reserve < 0) {
            throw new IllegalArgumentException("At least 0 bytes stay free on a disk, not " + reserve);
        }
        this.free = free;
        this.reserve = reserve;
        this.quota = quota;
    }

    /** Bytes that were stored, or removed where negative; counts against the quota. */
    public void took(long bytes) {
        taken.addAndGet(bytes);
    }

    /** Bytes that artifacts and uploads take now. */
    public long taken() {
        return taken.get();
    }

    /**
     * Makes sure that so many bytes more can be stored. Cheap enough to be asked before each write.
     *
     * @throws DiskFullException where less than the reserve would stay free, or the quota would be passed
     */
    public void ensure(long bytes) throws DiskFullException {
        if (quota - taken() < bytes) {
            throw new DiskFullException(String.format(
                    Locale.ROOT,
                    "artifacts and uploads take %.1f MB of their quota of %.1f MB; %.1f MB are needed",
                    taken() / MEGABYTE,
                    quota / MEGABYTE,
                    bytes / MEGABYTE));
        }
        long now = free.getAsLong();
        if (now - reserve < bytes) {
            throw new DiskFullException(String.format(
                    Locale.ROOT,
                    "the disk has %.1f MB free; %.1f MB are needed and %.1f MB are to stay free",
                    now / MEGABYTE,
                    bytes / MEGABYTE,
                    reserve / MEGABYTE));
        }
    }

    /**
     * What a failed write comes down to: the system's message for a full disk depends on its language, the room that is left does not.
     *
     * @param bytes that were to be written
     * @return a {@link DiskFullException} where they have no room, else the failure as it is
     */
    public IOException explain(IOException failure, long bytes) {
        try {
            ensure(bytes);
            return failure;
        } catch (DiskFullException full) {
            full.addSuppressed(failure);
            return full;
        }
    }
}
