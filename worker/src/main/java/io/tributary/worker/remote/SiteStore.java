package io.tributary.worker.remote;

import io.tributary.protocol.artifact.ArtifactStore;
import io.tributary.protocol.artifact.ArtifactWriter;
import io.tributary.protocol.artifact.Disk;
import io.tributary.protocol.artifact.DiskArtifactStore;
import io.tributary.protocol.artifact.DiskFullException;
import io.tributary.protocol.artifact.Durability;
import io.tributary.protocol.artifact.Sha256;
import io.tributary.protocol.error.TributaryException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The artifacts at a site. What is not here is fetched from the server when it is opened; what was used longest ago makes room.
 * An artifact here may vanish and is then fetched or made again, so nothing is pinned.
 */
final class SiteStore implements ArtifactStore {
    /** Artifacts that come between two looks at how much room they take. */
    private static final int LOOK_EVERY = 32;

    private static final int MOST_DAMAGED = 5;
    private static final Logger LOG = LoggerFactory.getLogger(SiteStore.class);

    private final Path folder;
    private final Path downloads;
    private final long room;
    private final Disk disk;
    private final DiskArtifactStore local;
    private final ArtifactTransfer transfer;
    private final ConcurrentMap<Sha256, Object> fetching = new ConcurrentHashMap<>();
    private long brought;

    /**
     * @param downloads folder for artifacts that are not yet complete
     * @param room bytes that artifacts may take
     */
    SiteStore(Path folder, Path downloads, long room, ArtifactTransfer transfer) throws IOException {
        this.folder = folder;
        this.downloads = Files.createDirectories(downloads);
        this.room = room;
        // Updates too must outlive the process, so nothing is held in memory.
        this.disk = new Disk(this.downloads, 0);
        this.local = new DiskArtifactStore(folder, disk, 0);
        this.transfer = transfer;
    }

    @Override
    public Sha256 put(Durability durability, ByteBuffer... parts) throws IOException {
        Sha256 name = local.put(durability, parts);
        local.release(name);
        touch(name);
        makeRoom();
        return name;
    }

    @Override
    public ArtifactWriter write(Durability durability, long size) throws IOException {
        ArtifactWriter writer = local.write(durability, size);
        return new ArtifactWriter() {
            @Override
            public void write(ByteBuffer bytes) throws IOException {
                writer.write(bytes);
            }

            @Override
            public Sha256 finish() throws IOException {
                Sha256 name = writer.finish();
                local.release(name);
                touch(name);
                makeRoom();
                return name;
            }

            @Override
            public void close() throws IOException {
                writer.close();
            }
        };
    }

    @Override
    public void ensureRoom(long bytes) throws DiskFullException {
        local.ensureRoom(bytes);
    }

    @Override
    public void adopt(Sha256 name, Path file) throws IOException {
        local.adopt(name, file);
        local.release(name);
    }

    @Override
    public SeekableByteChannel open(Sha256 name) throws IOException {
        if (!local.contains(name)) {
            fetch(name);
        }
        touch(name);
        return local.open(name);
    }

    private void fetch(Sha256 name) throws IOException {
        // All slots want the same weights at the same moment; one brings them.
        Object turn = fetching.computeIfAbsent(name, key -> new Object());
        synchronized (turn) {
            if (!local.contains(name)) {
                fetchWhole(name, downloads.resolve(name.hex()));
                makeRoom();
            }
        }
        fetching.remove(name, turn);
    }

    /** What was damaged on its way is fetched again; where that goes on, something else is wrong. */
    private void fetchWhole(Sha256 name, Path file) throws IOException {
        for (int time = 1; ; time++) {
            transfer.fetch(name, file, disk);
            try {
                adopt(name, file);
                return;
            } catch (TributaryException e) {
                Files.deleteIfExists(file);
                if (time == MOST_DAMAGED) {
                    throw new IOException("Fetched " + time + " times and damaged each time: " + e.message(), e);
                }
                LOG.warn("{} was damaged on its way and is fetched again: {}", name.hex(), e.message());
            }
        }
    }

    @Override
    public boolean contains(Sha256 name) {
        return local.contains(name);
    }

    @Override
    public long size(Sha256 name) throws IOException {
        return local.size(name);
    }

    @Override
    public boolean pin(Sha256 name) {
        return local.contains(name);
    }

    @Override
    public void release(Sha256 name) {}

    @Override
    public void delete(Sha256 name) throws IOException {
        local.delete(name);
    }

    @Override
    public long retainOnly(Supplier<Set<Sha256>> needed) throws IOException {
        return local.retainOnly(needed);
    }

    private void touch(Sha256 name) {
        try {
            Files.setLastModifiedTime(file(name), FileTime.from(Instant.now()));
        } catch (IOException e) {
            // It has made room in this moment; whoever opens it will see.
        }
    }

    private synchronized void makeRoom() throws IOException {
        if (++brought % LOOK_EVERY != 0) {
            return;
        }
        long taken = 0;
        for (Path file : NewestFirst.of(folder)) {
            taken += file.toFile().length();
            if (taken > room) {
                Files.deleteIfExists(file);
            }
        }
    }

    private Path file(Sha256 name) {
        return folder.resolve(name.hex().substring(0, 2)).resolve(name.hex());
    }
}
