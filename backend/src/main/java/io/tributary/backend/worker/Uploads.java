package io.tributary.backend.worker;

import io.tributary.backend.TributaryProperties;
import io.tributary.protocol.artifact.ArtifactStore;
import io.tributary.protocol.artifact.Sha256;
import io.tributary.protocol.error.ErrorCode;
import io.tributary.protocol.error.TributaryException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Artifacts on their way up, piece by piece: files named by site and hash, so that a broken upload goes on where it stopped,
 * also after a restart. All calls block.
 */
@Component
class Uploads {
    /** So many uploads are written at the same time without waiting for each other. */
    private static final int LOCKS = 64;

    private final Path folder;
    private final ArtifactStore artifacts;
    private final List<Lock> locks =
            IntStream.range(0, LOCKS).<Lock>mapToObj(i -> new ReentrantLock()).toList();

    @Autowired
    Uploads(TributaryProperties properties, ArtifactStore artifacts) throws IOException {
        this(properties.data().resolve("uploads"), artifacts);
    }

    /** @param folder on the file system of the artifacts, so that a finished upload is moved and not copied */
    Uploads(Path folder, ArtifactStore artifacts) throws IOException {
        this.folder = Files.createDirectories(folder);
        this.artifacts = artifacts;
    }

    /** How much of an artifact is here: the size of all of it, or of what an upload has brought so far. */
    long offset(String site, Sha256 name) throws IOException {
        if (artifacts.contains(name)) {
            return artifacts.size(name);
        }
        Path partial = partial(site, name);
        return Files.exists(partial) ? Files.size(partial) : 0;
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
                finish(partial(site, name), name);
            }
            return after;
        } finally {
            lock.unlock();
        }
    }

    /** Drops what a site has begun and not finished. */
    void forget(String site) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(each -> each.getFileName().toString().startsWith(site + "-"))
                    .toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    private long append(Path file, ByteBuffer piece) {
        try {
            artifacts.ensureRoom(piece.remaining());
            return write(file, piece);
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

    private void finish(Path file, Sha256 name) throws IOException {
        try {
            artifacts.adopt(name, file);
        } catch (TributaryException e) {
            Files.deleteIfExists(file);
            throw e;
        }
    }

    private Path partial(String site, Sha256 name) {
        return folder.resolve(site + "-" + name.hex());
    }
}
