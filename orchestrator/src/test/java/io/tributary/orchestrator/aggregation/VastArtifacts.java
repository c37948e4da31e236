package io.tributary.orchestrator.aggregation;

import io.tributary.protocol.artifact.ArtifactStore;
import io.tributary.protocol.artifact.ArtifactWriter;
import io.tributary.protocol.artifact.Durability;
import io.tributary.protocol.artifact.Sha256;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;

/** Artifacts of any size that take no room: zeros but for a head and a last number. Of what is written the end stays. */
final class VastArtifacts implements ArtifactStore {
    private final Map<Sha256, Vast> artifacts = new HashMap<>();
    private long written;
    private ByteBuffer end = ByteBuffer.allocate(0);

    static final class Vast {
        private final byte[] head;
        private final long size;
        private final byte[] last;

        /**
         * @param head the first bytes
         * @param size all bytes
         * @param last the last bytes
         */
        Vast(byte[] head, long size, byte[] last) {
            this.head = head;
            this.size = size;
            this.last = last;
        }
    }

    Sha256 add(Vast artifact) {
        Sha256 name = new Sha256(String.format("%064x", artifacts.size()));
        artifacts.put(name, artifact);
        return name;
    }

    /** Bytes of all artifacts that were written. */
    long written() {
        return written;
    }

    /** The last bytes that were written, in one piece. */
    ByteBuffer end() {
        return end;
    }

    @Override
    public ArtifactWriter write(Durability durability, long size) {
        return new ArtifactWriter() {
            @Override
            public void write(ByteBuffer bytes) {
                written += bytes.remaining();
                if (written == size) {
                    end = ByteBuffer.allocate(bytes.remaining()).put(bytes).flip();
                }
            }

            @Override
            public Sha256 finish() {
                return new Sha256("f".repeat(64));
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public SeekableByteChannel open(Sha256 name) {
        return new Channel(get(name));
    }

    private Vast get(Sha256 name) {
        return Objects.requireNonNull(artifacts.get(name));
    }

    @Override
    public boolean contains(Sha256 name) {
        return artifacts.containsKey(name);
    }

    @Override
    public long size(Sha256 name) {
        return get(name).size;
    }

    @Override
    public Sha256 put(Durability durability, ByteBuffer... parts) {
        throw new UnsupportedOperationException("Only what is written in pieces may be as large as any model");
    }

    @Override
    public void ensureRoom(long bytes) {}

    @Override
    public void adopt(Sha256 name, Path file) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean pin(Sha256 name) {
        return contains(name);
    }

    @Override
    public void release(Sha256 name) {}

    @Override
    public void delete(Sha256 name) {}

    @Override
    public long retainOnly(Supplier<Set<Sha256>> needed) {
        return 0;
    }

    private static final class Channel implements SeekableByteChannel {
        private static final ByteBuffer ZEROS =
                ByteBuffer.allocateDirect(1 << 18).asReadOnlyBuffer();

        private final Vast vast;
        private long position;

        Channel(Vast vast) {
            this.vast = vast;
        }

        @Override
        public int read(ByteBuffer target) {
            if (position >= vast.size) {
                return -1;
            }
            long tail = vast.size - vast.last.length;
            int count;
            if (position < vast.head.length) {
                count = copy(vast.head, (int) position, target);
            } else if (position >= tail) {
                count = copy(vast.last, (int) (position - tail), target);
            } else {
                count = (int) Math.min(Math.min(target.remaining(), ZEROS.capacity()), tail - position);
                target.put(ZEROS.slice(0, count));
            }
            position += count;
            return count;
        }

        private static int copy(byte[] from, int start, ByteBuffer target) {
            int count = Math.min(from.length - start, target.remaining());
            target.put(from, start, count);
            return count;
        }

        @Override
        public long position() {
            return position;
        }

        @Override
        public SeekableByteChannel position(long next) {
            position = next;
            return this;
        }

        @Override
        public long size() {
            return vast.size;
        }

        @Override
        public int write(ByteBuffer source) {
            throw new UnsupportedOperationException();
        }

        @Override
        public SeekableByteChannel truncate(long size) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {}
    }
}
