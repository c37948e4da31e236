package io.tributary.protocol.artifact;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NonWritableChannelException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keeps short-lived artifacts in the heap, up to a budget. An update lives for one round and never leaves the process: giving
 * it a file costs the kernel fresh pages that are thrown away a moment later, and hashing it costs more than all the rest
 * that happens to it. So it gets a name of its own: a hash of this tier and a count, which no other bytes can have.
 *
 * <p>Small arrays are used again once nobody reads them; fresh ones would be zeroed first, and large ones strain the
 * collector.
 */
final class MemoryTier {
    /** Bytes of unused arrays that are kept for the next artifact of their size. */
    private static final int SPARE = 16 << 20;

    private final long budget;
    private final byte[] salt = new byte[32];
    private final Map<Sha256, Held> artifacts = new HashMap<>();
    private final Deque<byte[]> spare = new ArrayDeque<>();
    private long spareBytes;
    private long used;
    private long named;

    /** One artifact; guarded by the tier. */
    private static final class Held {
        private final byte[] bytes;
        private int readers;
        private boolean deleted;

        Held(byte[] bytes) {
            this.bytes = bytes;
        }
    }

    /** @param budget bytes that may be held at once, at least 0 */
    MemoryTier(long budget) {
        this.budget = budget;
        new SecureRandom().nextBytes(salt);
    }

    /** A name that nothing has yet. */
    Sha256 name() {
        MessageDigest digest = Sha256.digest();
        digest.update(salt);
        digest.update(ByteBuffer.allocate(Long.BYTES).putLong(next()).flip());
        return Sha256.of(digest);
    }

    private synchronized long next() {
        return named++;
    }

    /**
     * Takes a copy of the remaining bytes of all buffers.
     *
     * @param name from {@link #name}
     * @return false where there is no room
     */
    boolean put(Sha256 name, ByteBuffer... parts) {
        long size = 0;
        for (ByteBuffer part : parts) {
            size += part.remaining();
        }
        byte[] array = reserve(size);
        if (array == null) {
            return false;
        }
        ByteBuffer bytes = ByteBuffer.wrap(array);
        for (ByteBuffer part : parts) {
            bytes.put(part.duplicate());
        }
        synchronized (this) {
            artifacts.put(name, new Held(array));
        }
        return true;
    }

    private byte @Nullable [] reserve(long size) {
        synchronized (this) {
            if (size > Math.min(budget - used, Integer.MAX_VALUE - 16)) {
                return null;
            }
            used += size;
            for (Iterator<byte[]> arrays = spare.iterator(); arrays.hasNext(); ) {
                byte[] array = arrays.next();
                if (array.length == size) {
                    arrays.remove();
                    spareBytes -= size;
                    return array;
                }
            }
        }
        return new byte[(int) size];
    }

    synchronized boolean contains(Sha256 name) {
        return artifacts.containsKey(name);
    }

    /** Size in bytes; -1 where it is not here. */
    synchronized long size(Sha256 name) {
        Held held = artifacts.get(name);
        return held == null ? -1 : held.bytes.length;
    }

    /** Opens an artifact for reading, null where it is not here. It can be read on after it was deleted. */
    synchronized @Nullable HeldBytes open(Sha256 name) {
        Held held = artifacts.get(name);
        if (held == null) {
            return null;
        }
        held.readers++;
        return new Channel(this, held);
    }

    /** Frees the artifact's memory once the last reader is done. Returns the bytes given back to the budget. */
    synchronized long delete(Sha256 name) {
        Held held = artifacts.remove(name);
        return held == null ? 0 : drop(held);
    }

    synchronized long retainOnly(Set<Sha256> names) {
        long before = used;
        artifacts.entrySet().removeIf(entry -> {
            boolean unwanted = !names.contains(entry.getKey());
            if (unwanted) {
                drop(entry.getValue());
            }
            return unwanted;
        });
        return before - used;
    }

    private synchronized long drop(Held held) {
        used -= held.bytes.length;
        held.deleted = true;
        recycle(held);
        return held.bytes.length;
    }

    private synchronized void closed(Held held) {
        held.readers--;
        recycle(held);
    }

    private synchronized void recycle(Held held) {
        if (held.deleted && held.readers == 0) {
            while (!spare.isEmpty() && spareBytes + held.bytes.length > SPARE) {
                spareBytes -= spare.remove().length;
            }
            if (held.bytes.length <= SPARE) {
                spare.add(held.bytes);
                spareBytes += held.bytes.length;
            }
        }
    }

    /** Reads an array that nobody writes to any more. */
    private static final class Channel implements HeldBytes {
        private final MemoryTier tier;
        private final Held held;
        private final ByteBuffer bytes;
        private boolean open = true;

        Channel(MemoryTier tier, Held held) {
            this.tier = tier;
            this.held = held;
            this.bytes = ByteBuffer.wrap(held.bytes).asReadOnlyBuffer();
        }

        @Override
        public ByteBuffer remaining() throws ClosedChannelException {
            ensureOpen();
            return bytes.slice();
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
        public HeldBytes position(long position) throws IOException {
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
        public HeldBytes truncate(long size) {
            throw new NonWritableChannelException();
        }

        @Override
        public boolean isOpen() {
            return open;
        }

        @Override
        public void close() {
            if (open) {
                open = false;
                tier.closed(held);
            }
        }

        private void ensureOpen() throws ClosedChannelException {
            if (!open) {
                throw new ClosedChannelException();
            }
        }
    }
}
