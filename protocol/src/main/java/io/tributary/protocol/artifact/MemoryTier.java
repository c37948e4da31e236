package io.tributary.protocol.artifact;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keeps short-lived artifacts in the heap, up to a budget. An update lives for one round: giving it a file costs the kernel
 * fresh pages that are thrown away a moment later, several times the work of copying the bytes.
 */
final class MemoryTier {
    private final long budget;
    private final Map<Sha256, byte[]> artifacts = new HashMap<>();
    private long used;

    /** @param budget bytes that may be held at once, at least 0 */
    MemoryTier(long budget) {
        this.budget = budget;
    }

    /** Takes a copy of the remaining bytes of all buffers; false where there is no room. */
    boolean put(Sha256 name, ByteBuffer... parts) {
        long size = 0;
        for (ByteBuffer part : parts) {
            size += part.remaining();
        }
        if (!reserve(size)) {
            return false;
        }
        ByteBuffer bytes = ByteBuffer.allocate((int) size);
        for (ByteBuffer part : parts) {
            bytes.put(part.duplicate());
        }
        synchronized (this) {
            byte[] before = artifacts.put(name, bytes.array());
            if (before != null) {
                used -= before.length;
            }
        }
        return true;
    }

    private synchronized boolean reserve(long size) {
        if (size > Math.min(budget - used, Integer.MAX_VALUE - 16)) {
            return false;
        }
        used += size;
        return true;
    }

    synchronized boolean contains(Sha256 name) {
        return artifacts.containsKey(name);
    }

    synchronized byte @Nullable [] get(Sha256 name) {
        return artifacts.get(name);
    }

    /** Frees the artifact's memory once the last reader is done. Returns the bytes given back to the budget. */
    synchronized long delete(Sha256 name) {
        byte[] bytes = artifacts.remove(name);
        if (bytes == null) {
            return 0;
        }
        used -= bytes.length;
        return bytes.length;
    }

    synchronized long retainOnly(Set<Sha256> names) {
        long before = used;
        artifacts.entrySet().removeIf(entry -> {
            boolean unwanted = !names.contains(entry.getKey());
            if (unwanted) {
                used -= entry.getValue().length;
            }
            return unwanted;
        });
        return before - used;
    }

    /** Reads an array that nobody writes to any more. */
    static final class Channel implements SeekableByteChannel {
        private final ByteBuffer bytes;
        private boolean open = true;

        Channel(byte[] bytes) {
            this.bytes = ByteBuffer.wrap(bytes).asReadOnlyBuffer();
        }

        @Override
        public int read(ByteBuffer target) throws IOException {
            ensureOpen();
            if (!bytes.hasRemaining()) {
                return -1;
            }
            int count = Math.min(bytes.remaining(), target.remaining());
            target.put(bytes.slice(bytes.position(), count));
            bytes.position(bytes.position() + count);
            return count;
        }

        @Override
        public long position() throws IOException {
            ensureOpen();
            return bytes.position();
        }

        @Override
        public SeekableByteChannel position(long position) throws IOException {
            ensureOpen();
            if (position < 0) {
                throw new IllegalArgumentException("A position is at least 0, not " + position);
            }
            bytes.position((int) Math.min(position, bytes.limit()));
            return this;
        }

        @Override
        public long size() throws IOException {
            ensureOpen();
            return bytes.limit();
        }

        @Override
        public int write(ByteBuffer source) {
            throw new NonWritableChannelException();
        }

        @Override
        public SeekableByteChannel truncate(long size) {
            throw new NonWritableChannelException();
        }

        @Override
        public boolean isOpen() {
            return open;
        }

        @Override
        public void close() {
            open = false;
        }

        private void ensureOpen() throws ClosedChannelException {
            if (!open) {
                throw new ClosedChannelException();
            }
        }
    }
}
