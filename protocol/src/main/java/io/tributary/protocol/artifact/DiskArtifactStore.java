package io.tributary.protocol.artifact;

import io.tributary.protocol.error.ErrorCode;
import io.tributary.protocol.error.TributaryException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Artifacts as files {@code ab/abcdef...} of a folder; written beside, then renamed, so a name never shows half a file. What
 * is volatile stays in memory while a budget lasts, under a name that is no hash of its bytes.
 */
public final class DiskArtifactStore implements ArtifactStore {
    private static final String PARTIAL = ".partial";

    /** Room for a round of a hundred clients with half a million parameters each; more goes to the disk. */
    private static final long MEMORY = Math.min(256L << 20, Runtime.getRuntime().maxMemory() / 8);

    private final Supplier<Path> folder;
    /** Whether nobody else can have the folder, so that it may be made again where it has gone. */
    private final boolean own;

    private final Disk disk;
    private final MemoryTier memory;
    private final AtomicLong partials = new AtomicLong();
    private final Map<Sha256, Integer> pins = new HashMap<>();
    /** What was pinned at any moment of the collection in progress. */
    private final Set<Sha256> pinnedMeanwhile = new HashSet<>();

    private boolean collection;
    private volatile boolean counted;

    private final Object collecting = new Object();
    /** Files in the making. */
    private final Set<Path> unfinished = ConcurrentHashMap.newKeySet();

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
        this(() -> folder, disk, memory, true);
        created(folder);
        folder();
    }

    /**
     * A store in a folder that is known only later.
     *
     * @param folder exists before anything is asked for
     * @param disk below the folder, which says when it is full
     */
    public DiskArtifactStore(Supplier<Path> folder, Disk disk) {
        this(folder, disk, MEMORY, false);
    }

    private DiskArtifactStore(Supplier<Path> folder, Disk disk, long memory, boolean own) {
        this.own = own;
        this.folder = folder;
        this.disk = disk;
        this.memory = new MemoryTier(memory);
    }

    /** A folder that is new is its owner's alone: models tell of data, and among the artifacts is the key of a task's noise. */
    public static Path created(Path folder) throws IOException {
        return folder.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? Files.createDirectories(
                        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")))
                : Files.createDirectories(folder);
    }

    /** The folder. What is there when it is first asked for counts against the disk's quota. */
    private Path folder() throws IOException {
        Path path = folder.get();
        if (!counted) {
            count(path);
        }
        return path;
    }

    private synchronized void count(Path path) throws IOException {
        if (!counted) {
            try (Stream<Path> files = Files.walk(path)) {
                disk.took(files.filter(Files::isRegularFile)
                        .mapToLong(file -> file.toFile().length())
                        .sum());
            }
            counted = true;
        }
    }

    @Override
    public void ensureRoom(long bytes) throws DiskFullException {
        disk.ensure(bytes);
    }

    @Override
    public Sha256 put(Durability durability, ByteBuffer... parts) throws IOException {
        if (durability == Durability.VOLATILE) {
            Sha256 held = memory.name();
            pinNew(held);
            if (memory.put(held, parts)) {
                return held;
            }
            release(held);
        }
        MessageDigest digest = Sha256.digest();
        for (ByteBuffer part : parts) {
            digest.update(part.duplicate());
        }
        Sha256 name = Sha256.of(digest);
        pinNew(name);
        try {
            if (!Files.exists(path(name))) {
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
        try (Partial partial = new Partial(durability)) {
            for (ByteBuffer part : parts) {
                partial.append(part.duplicate());
            }
            partial.become(name);
        } catch (IOException e) {
            throw disk.explain(e, size);
        }
    }

    @Override
    public ArtifactWriter write(Durability durability, long size) throws IOException {
        disk.ensure(size);
        return new Writer(new Partial(durability));
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
        pinNew(name);
        try {
            become(name, file);
        } catch (IOException e) {
            release(name);
            throw e;
        }
    }

    @Override
    public synchronized boolean pin(Sha256 name) {
        boolean here = contains(name);
        if (here) {
            pinNew(name);
        }
        return here;
    }

    private synchronized void pinNew(Sha256 name) {
        pins.merge(name, 1, Integer::sum);
        if (collection) {
            pinnedMeanwhile.add(name);
        }
    }

    @Override
    public synchronized void release(Sha256 name) {
        pins.computeIfPresent(name, (key, count) -> count == 1 ? null : count - 1);
    }

    @Override
    public SeekableByteChannel open(Sha256 name) throws IOException {
        HeldBytes held = memory.open(name);
        return held != null ? held : FileChannel.open(path(name), StandardOpenOption.READ);
    }

    @Override
    public boolean contains(Sha256 name) {
        return memory.contains(name) || Files.exists(path(name));
    }

    @Override
    public long size(Sha256 name) throws IOException {
        long held = memory.size(name);
        return held >= 0 ? held : Files.size(path(name));
    }

    @Override
    public synchronized void delete(Sha256 name) throws IOException {
        if (!pins.containsKey(name)) {
            memory.delete(name);
            remove(path(name));
        }
    }

    /** One file has each name: the bytes of one that was there before are not counted twice. */
    private synchronized void become(Sha256 name, Path file) throws IOException {
        Path artifact = directory(name).resolve(name.hex());
        long more = Files.size(file) - artifact.toFile().length();
        Files.move(file, artifact, StandardCopyOption.ATOMIC_MOVE);
        disk.took(more);
    }

    private long remove(Path file) throws IOException {
        long size = file.toFile().length();
        if (!Files.deleteIfExists(file)) {
            return 0;
        }
        disk.took(-size);
        return size;
    }

    @Override
    public long retainOnly(Supplier<Set<Sha256>> needed) throws IOException {
        synchronized (collecting) {
            synchronized (this) {
                collection = true;
                pinnedMeanwhile.addAll(pins.keySet());
            }
            try {
                return remove(needed.get());
            } finally {
                synchronized (this) {
                    collection = false;
                    pinnedMeanwhile.clear();
                }
            }
        }
    }

    private synchronized long remove(Set<Sha256> needed) throws IOException {
        Set<Sha256> wanted =
                Stream.concat(needed.stream(), pinnedMeanwhile.stream()).collect(Collectors.toSet());
        Set<String> kept = wanted.stream().map(Sha256::hex).collect(Collectors.toSet());
        List<Path> unwanted;
        try (Stream<Path> files = Files.walk(folder())) {
            unwanted = files.filter(Files::isRegularFile)
                    .filter(file -> !unfinished.contains(file))
                    .filter(file -> !kept.contains(file.getFileName().toString()))
                    .toList();
        }
        long freed = memory.retainOnly(wanted);
        for (Path file : unwanted) {
            freed += remove(file);
        }
        return freed;
    }

    private Path path(Sha256 name) {
        return folder.get().resolve(name.hex().substring(0, 2)).resolve(name.hex());
    }

    /** The folder to write into. One that is handed on is not made again: where it has gone, it belongs to someone else now. */
    private Path home() throws IOException {
        Path path = folder();
        return own && !Files.exists(path) ? created(path) : path;
    }

    /** Makes it where it is missing. */
    private Path directory(Sha256 name) throws IOException {
        Path directory = home().resolve(name.hex().substring(0, 2));
        if (!Files.exists(directory)) {
            try {
                Files.createDirectory(directory);
            } catch (FileAlreadyExistsException e) {
                // Another thread was faster.
                return directory;
            }
        }
        return directory;
    }

    /** A file without a name yet; closing it removes it, unless it has become an artifact. */
    private final class Partial implements Closeable {
        private final Path file;
        private final FileChannel channel;
        private final Durability durability;

        Partial(Durability durability) throws IOException {
            this.durability = durability;
            this.file = home().resolve(ProcessHandle.current().pid() + "-" + partials.incrementAndGet() + PARTIAL);
            unfinished.add(file);
            try {
                this.channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            } catch (IOException e) {
                unfinished.remove(file);
                throw e;
            }
        }

        void append(ByteBuffer bytes) throws IOException {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        }

        void become(Sha256 name) throws IOException {
            if (durability == Durability.SYNCED) {
                channel.force(true);
            }
            channel.close();
            DiskArtifactStore.this.become(name, file);
        }

        @Override
        public void close() throws IOException {
            channel.close();
            Files.deleteIfExists(file);
            unfinished.remove(file);
        }
    }

    private final class Writer implements ArtifactWriter {
        private final Partial partial;
        private final MessageDigest digest = Sha256.digest();

        Writer(Partial partial) {
            this.partial = partial;
        }

        @Override
        public void write(ByteBuffer bytes) throws IOException {
            int size = bytes.remaining();
            digest.update(bytes.duplicate());
            try {
                partial.append(bytes);
            } catch (IOException e) {
                throw disk.explain(e, size);
            }
        }

        @Override
        public Sha256 finish() throws IOException {
            Sha256 name = Sha256.of(digest);
            pinNew(name);
            try {
                if (!Files.exists(path(name))) {
                    partial.become(name);
                }
                return name;
            } catch (IOException | RuntimeException e) {
                release(name);
                throw e;
            } finally {
                close();
            }
        }

        @Override
        public void close() throws IOException {
            partial.close();
        }
    }
}
