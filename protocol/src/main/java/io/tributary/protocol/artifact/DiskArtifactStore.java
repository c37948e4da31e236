package io.tributary.protocol.artifact;

import io.tributary.protocol.error.ErrorCode;
import io.tributary.protocol.error.TributaryException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Artifacts as files {@code ab/abcdef...} of a folder; written beside, then renamed, so a name never shows half a file. What
 * is volatile stays in memory while a budget lasts.
 */
public final class DiskArtifactStore implements ArtifactStore {
    private static final String PARTIAL = ".partial";

    /** Room for a round of a hundred clients with half a million parameters each; more goes to the disk. */
    private static final long MEMORY = Math.min(256L << 20, Runtime.getRuntime().maxMemory() / 8);

    private final Path folder;
    private final Disk disk;
    private final MemoryTier memory;
    private final AtomicLong partials = new AtomicLong();
    private final Map<Sha256, Integer> pins = new HashMap<>();

    /** @throws IOException where the folder cannot be made */
    public DiskArtifactStore(Path folder) throws IOException {
        this(folder, new Disk(created(folder), 0));
    }

    /** @param disk below the folder, which says when it is full */
    public DiskArtifactStore(Path folder, Disk disk) throws IOException {
        this(folder, disk, MEMORY);
    }

    /** @param memory bytes of volatile artifacts to hold in the heap at once; 0 to put all on the disk */
    public DiskArtifactStore(Path folder, long memory) throws IOException {
        this(folder, new Disk(created(folder), 0), memory);
    }

    /**
     * @param disk below the folder, which says when it is full
     * @param memory bytes of volatile artifacts to hold in the heap at once; 0 to put all on the disk
     */
    public DiskArtifactStore(Path folder, Disk disk, long memory) throws IOException {
        this.folder = created(folder);
        this.disk = disk;
        this.memory = new MemoryTier(memory);
    }

    /** A folder that is new is its owner's alone: models tell of data, and among the artifacts is the key of a task's noise. */
    private static Path created(Path folder) throws IOException {
        return folder.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? Files.createDirectories(
                        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")))
                : Files.createDirectories(folder);
    }

    @Override
    public void ensureRoom(long bytes) throws DiskFullException {
        disk.ensure(bytes);
    }

    @Override
    public Sha256 put(Durability durability, ByteBuffer... parts) throws IOException {
        MessageDigest digest = Sha256.digest();
        for (ByteBuffer part : parts) {
            digest.update(part.duplicate());
        }
        Sha256 name = Sha256.of(digest);
        pin(name);
        try {
            boolean kept = durability == Durability.VOLATILE
                    ? contains(name) || memory.put(name, parts)
                    : Files.exists(path(name));
            if (!kept) {
                write(name, durability, parts);
            }
            return name;
        } catch (IOException | RuntimeException e) {
            release(name);
            throw e;
        }
    }

    private void write(Sha256 name, Durability durability, ByteBuffer... parts) throws IOException {
        long size = Stream.of(parts).mapToLong(ByteBuffer::remaining).sum();
        disk.ensure(size);
        Path directory = Files.createDirectories(folder.resolve(name.hex().substring(0, 2)));
        Path partial = directory.resolve(
                name.hex() + "-" + ProcessHandle.current().pid() + "-" + partials.incrementAndGet() + PARTIAL);
        try {
            try (FileChannel channel =
                    FileChannel.open(partial, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                for (ByteBuffer part : parts) {
                    ByteBuffer remaining = part.duplicate();
                    while (remaining.hasRemaining()) {
                        channel.write(remaining);
                    }
                }
                if (durability == Durability.SYNCED) {
                    channel.force(true);
                }
            }
            Files.move(partial, path(name), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw disk.explain(e, size);
        } finally {
            Files.deleteIfExists(partial);
        }
    }

    @Override
    public void adopt(Sha256 name, Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            Sha256 actual = Sha256.of(channel);
            if (!actual.equals(name)) {
                throw new TributaryException(
                        ErrorCode.ARTIFACT_CORRUPT, "The bytes sent as " + name + " hash to " + actual + ".");
            }
            channel.force(true);
        }
        pin(name);
        try {
            Files.createDirectories(path(name).getParent());
            Files.move(file, path(name), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            release(name);
            throw e;
        }
    }

    private synchronized void pin(Sha256 name) {
        pins.merge(name, 1, Integer::sum);
    }

    @Override
    public synchronized void release(Sha256 name) {
        pins.computeIfPresent(name, (key, count) -> count == 1 ? null : count - 1);
    }

    @Override
    public SeekableByteChannel open(Sha256 name) throws IOException {
        byte[] bytes = memory.get(name);
        if (bytes != null) {
            return new MemoryTier.Channel(bytes);
        }
        return FileChannel.open(path(name), StandardOpenOption.READ);
    }

    @Override
    public boolean contains(Sha256 name) {
        return memory.contains(name) || Files.exists(path(name));
    }

    @Override
    public long size(Sha256 name) throws IOException {
        byte[] bytes = memory.get(name);
        return bytes != null ? bytes.length : Files.size(path(name));
    }

    @Override
    public synchronized void delete(Sha256 name) throws IOException {
        if (!pins.containsKey(name)) {
            memory.delete(name);
            Files.deleteIfExists(path(name));
        }
    }

    @Override
    public synchronized long retainOnly(Set<Sha256> names) throws IOException {
        Set<Sha256> wanted =
                Stream.concat(names.stream(), pins.keySet().stream()).collect(Collectors.toSet());
        Set<String> kept = wanted.stream().map(Sha256::hex).collect(Collectors.toSet());
        List<Path> unwanted;
        try (Stream<Path> files = Files.walk(folder)) {
            unwanted = files.filter(Files::isRegularFile)
                    .filter(file -> !kept.contains(file.getFileName().toString()))
                    .toList();
        }
        long freed = memory.retainOnly(wanted);
        for (Path file : unwanted) {
            long size = file.toFile().length();
            if (Files.deleteIfExists(file)) {
                freed += size;
            }
        }
        return freed;
    }

    private Path path(Sha256 name) {
        return folder.resolve(name.hex().substring(0, 2)).resolve(name.hex());
    }
}
