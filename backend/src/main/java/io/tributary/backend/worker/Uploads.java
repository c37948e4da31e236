package io.tributary.backend.worker;

import io.tributary.backend.TributaryProperties;
import io.tributary.protocol.artifact.ArtifactStore;
import io.tributary.protocol.artifact.Disk;
import io.tributary.protocol.artifact.Sha256;
import io.tributary.protocol.error.ErrorCode;
import io.tributary.protocol.error.TributaryException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Artifacts on their way up, piece by piece: files named by site and hash, so that a broken upload goes on where it stopped,
 * also after a restart. What is complete is held until a result of the site names it, or the site has nothing to do any
 * more. All calls block.
 */
@Component
class Uploads {
    /** So many uploads are written at the same time without waiting for each other. */
    private static final int LOCKS = 64;

    /** A site's id is a UUID. */
    private static final char SEPARATOR = '-';

    private final Path folder;
    private final ArtifactStore artifacts;
    private final Disk disk;
    private final List<Lock> locks =
            IntStream.range(0, LOCKS).<Lock>mapToObj(i -> new ReentrantLock()).toList();
    /** Complete, pinned once each, and not yet named by a result. */
    private final Set<Held> held = new LinkedHashSet<>();

    /** Those that had nothing to do at the last sweep. */
    private Set<String> idle = Set.of();

    private record Held(String site, Sha256 name) {}

    @Autowired
    Uploads(TributaryProperties properties, ArtifactStore artifacts, Disk disk) throws IOException {
        this(properties.data().resolve("uploads"), artifacts, disk);
    }

    /**
     * @param folder on the file system of the artifacts, so that a finished upload is moved and not copied
     * @param disk below the folder
     */
    Uploads(Path folder, ArtifactStore artifacts, Disk disk) throws IOException {
        this.folder = Files.createDirectories(folder);
        this.artifacts = artifacts;
        this.disk = disk;
        for (Path file : begun("")) {
            disk.took(Files.size(file));
        }
    }

    /** How much of an artifact is here: the size of all of it, or of what an upload has brought so far. */
    long offset(String site, Sha256 name) throws IOException {
        if (hold(site, name)) {
            return artifacts.size(name);
        }
        Path partial = partial(site, name);
        return Files.exists(partial) ? Files.size(partial) : 0;
    }

    /** Who was told that all of it is here will not send it again: it must stay. */
    private synchronized boolean hold(String site, Sha256 name) {
        Held each = new Held(site, name);
        if (held.contains(each)) {
            return true;
        }
        return artifacts.pin(name) && held.add(each);
    }

    /**
     * Adds a piece; the last one makes it an artifact, once the hash is right.
     *
     * @param offset where the piece begins; must be where the upload stopped
     * @param length of the whole artifact
     * @return how much is here now
     * @throws TributaryException WRONG_STATE for another offset, ARTIFACT_CORRUPT where the whole has another hash: the upload
     *     begins anew then; STORAGE_FULL
     */
    long add(String site, Sha256 name, long offset, long length, ByteBuffer piece) throws IOException {
        Lock lock = locks.get(Math.floorMod(name.hashCode(), LOCKS));
        lock.lock();
        try {
            long here = offset(site, name);
            if (here == length && artifacts.contains(name)) {
                return here;
            }
            if (offset != here) {
                throw new TributaryException(
                        ErrorCode.WRONG_STATE,
                        "The upload has come to byte " + here + ", not " + offset + "; go on there.");
            }
            long after = append(partial(site, name), piece);
            if (after == length) {
                finish(site, partial(site, name), name);
            }
            return after;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Makes room for an upload among those of its site: what it began first and has not finished, then what it finished and
     * has not named, goes until the rest fits. An honest site has no more than its assignments ask for.
     *
     * @param length of the whole upload
     * @param most bytes that the site may have here at once
     */
    void makeRoom(String site, Sha256 name, long length, long most) throws IOException {
        List<Path> others = new ArrayList<>(begun(site));
        others.remove(partial(site, name));
        others.sort(Comparator.comparingLong(file -> file.toFile().lastModified()));
        List<Held> done;
        synchronized (this) {
            done = held.stream()
                    .filter(each -> each.site.equals(site) && !each.name.equals(name))
                    .toList();
        }
        long taken = length;
        for (Path other : others) {
            taken += other.toFile().length();
        }
        for (Held each : done) {
            taken += artifacts.contains(each.name) ? artifacts.size(each.name) : 0;
        }
        for (Path other : others) {
            if (taken <= most) {
                return;
            }
            taken -= drop(other);
        }
        for (Held each : done) {
            if (taken <= most) {
                return;
            }
            taken -= artifacts.contains(each.name) ? artifacts.size(each.name) : 0;
            letGo(each);
        }
    }

    /**
     * A result of the site names these artifacts, each pinned once from here on, where it is here at all: whoever takes the
     * result releases them.
     */
    synchronized void named(String site, List<Sha256> names) {
        for (Sha256 name : new HashSet<>(names)) {
            if (!held.remove(new Held(site, name))) {
                artifacts.pin(name);
            }
        }
    }

    /** Drops what a site has begun and not finished, or finished and not named. */
    void forget(String site) throws IOException {
        for (Path file : begun(site)) {
            drop(file);
        }
        List<Held> done;
        synchronized (this) {
            done = held.stream().filter(each -> each.site.equals(site)).toList();
        }
        done.forEach(this::letGo);
    }

    /**
     * Forgets the sites that have nothing to do, twice in a row: a site may be between two assignments.
     *
     * @param busy whether a site has an assignment
     */
    void sweep(Predicate<String> busy) throws IOException {
        Set<String> now = new HashSet<>();
        for (Path file : begun("")) {
            String upload = file.getFileName().toString();
            now.add(upload.substring(0, upload.lastIndexOf(SEPARATOR)));
        }
        synchronized (this) {
            held.forEach(each -> now.add(each.site));
        }
        now.removeIf(busy);
        for (String site : now) {
            if (idle.contains(site)) {
                forget(site);
            }
        }
        idle = now;
    }

    private synchronized void letGo(Held each) {
        if (held.remove(each)) {
            artifacts.release(each.name);
        }
    }

    private long append(Path file, ByteBuffer piece) {
        int size = piece.remaining();
        try {
            artifacts.ensureRoom(size);
            long after = write(file, piece);
            disk.took(size);
            return after;
        } catch (IOException e) {
            throw new TributaryException(
                    ErrorCode.STORAGE_FULL, "The server cannot store the upload now (" + e.getMessage() + ").", e);
        }
    }

    private static long write(Path file, ByteBuffer piece) throws IOException {
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
            while (piece.hasRemaining()) {
                channel.write(piece);
            }
            return channel.size();
        }
    }

    private void finish(String site, Path file, Sha256 name) throws IOException {
        long size = Files.size(file);
        try {
            artifacts.adopt(name, file);
        } catch (TributaryException e) {
            drop(file);
            throw e;
        }
        // The store counts it from here on.
        disk.took(-size);
        synchronized (this) {
            if (!held.add(new Held(site, name))) {
                artifacts.release(name);
            }
        }
    }

    private long drop(Path file) throws IOException {
        long size = file.toFile().length();
        if (!Files.deleteIfExists(file)) {
            return 0;
        }
        disk.took(-size);
        return size;
    }

    private List<Path> begun(String site) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(
                            each -> each.getFileName().toString().startsWith(site.isEmpty() ? "" : site + SEPARATOR))
                    .toList();
        }
    }

    private Path partial(String site, Sha256 name) {
        return folder.resolve(site + SEPARATOR + name.hex());
    }
}
