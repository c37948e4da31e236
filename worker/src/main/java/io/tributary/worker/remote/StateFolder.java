package io.tributary.worker.remote;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/** Where a worker keeps what must outlive it: its identity, artifacts, finished work. One process at a time. */
final class StateFolder implements AutoCloseable {
    private final Path folder;
    private final FileChannel lock;

    /** @throws IOException where the folder cannot be written, or another process has it */
    StateFolder(Path folder) throws IOException {
        this.folder = Files.createDirectories(folder);
        this.lock = FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock held = lock.tryLock();
        if (held == null) {
            lock.close();
            throw new IOException("Another worker uses the folder " + folder.toAbsolutePath()
                    + "; stop it, or give this one a folder of its own with --state.");
        }
    }

    /** The same at each start, unlike that of any other folder. */
    String instance() throws IOException {
        Path file = folder.resolve("instance");
        if (!Files.exists(file)) {
            Files.writeString(file, UUID.randomUUID().toString());
        }
        return Files.readString(file).strip();
    }

    Path artifacts() {
        return folder.resolve("artifacts");
    }

    Path downloads() {
        return folder.resolve("downloads");
    }

    Path finished() {
        return folder.resolve("finished");
    }

    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
