package io.tributary.protocol.compression;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdIOException;
import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;

/**
 * The content of a Zstandard frame whose size is known beforehand. Either read as it is asked for, in order, holding no more than
 * the frame's window; or whole in memory, for readers that go back and forth.
 */
final class Inflated extends Unpacked {
    /** The longest header of a Zstandard frame: RFC 8878, section 3.1.1. */
    private static final int LONGEST_HEADER = 18;

    private static final int CHUNK = 8 * 1024;

    private final SeekableByteChannel frame;
    private final long size;
    private final InputStream content;
    private final byte[] chunk = new byte[CHUNK];
    /** All of the content; empty where it is read as it is asked for. */
    private final ByteBuffer held;

    private long position;

    private Inflated(SeekableByteChannel frame, long size, InputStream content, ByteBuffer held) {
        this.frame = frame;
        this.size = size;
        this.content = content;
        this.held = held;
    }

    /**
     * Reads on as it is asked to.
     *
     * @param from where the Zstandard frame begins
     * @param size that its content must have
     */
    static Inflated stream(SeekableByteChannel frame, long from, long size) throws IOException {
        return new Inflated(frame, size, inflater(frame, from, size), ByteBuffer.allocate(0));
    }

    /** Takes all of the content into memory, of which {@code size} is enough. */
    static Inflated whole(SeekableByteChannel frame, long from, long size) throws IOException {
        InputStream content = inflater(frame, from, size);
        try (Inflated first = new Inflated(unclosed(frame), size, content, ByteBuffer.allocate(0))) {
            ByteBuffer held = ByteBuffer.allocate(Math.toIntExact(size));
            while (held.hasRemaining()) {
                if (first.read(held) < 0) {
                    throw Compressor.refused("The update ends early.");
                }
            }
            first.expectEnd();
            return new Inflated(frame, size, InputStream.nullInputStream(), held.flip());
        }
    }

    private static SeekableByteChannel unclosed(SeekableByteChannel frame) {
        return new Behind(frame, 0) {
            @Override
            public void close() {}
        };
    }

    private static InputStream inflater(SeekableByteChannel frame, long from, long size) throws IOException {
        ByteBuffer header = ByteBuffer.allocate((int) Math.min(LONGEST_HEADER, frame.size() - from));
        frame.position(from);
        while (header.hasRemaining() && frame.read(header) >= 0) {
            // Until it is full or the frame ends.
        }
        long declared = Zstd.getFrameContentSize(header.array(), 0, header.position());
        if (declared != size) {
            throw Compressor.refused("The update's content is "
                    + (declared < 0 ? "of no declared size" : declared + " bytes") + "; it has to be " + size + ".");
        }
        frame.position(from);
        ZstdInputStreamNoFinalizer stream = new ZstdInputStreamNoFinalizer(Channels.newInputStream(unclosed(frame)));
        stream.setLongMax(EntropyStage.WINDOW_LOG);
        return stream;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        int most = (int) Math.min(target.remaining(), Math.max(0, size - position));
        if (most == 0) {
            return target.hasRemaining() ? -1 : 0;
        }
        if (held.capacity() > 0) {
            target.put(held.slice((int) position, most));
            position += most;
            return most;
        }
        int count = inflate(Math.min(most, CHUNK));
        if (count < 0) {
            throw Compressor.refused("The update's content ends early.");
        }
        target.put(chunk, 0, count);
        position += count;
        return count;
    }

    private int inflate(int most) throws IOException {
        try {
            return content.read(chunk, 0, most);
        } catch (ZstdIOException e) {
            throw Compressor.refused("The update cannot be unpacked: " + e.getMessage() + ".");
        }
    }

    @Override
    void expectEnd() throws IOException {
        if (inflate(1) >= 0) {
            throw Compressor.refused("The update's content goes on behind its end.");
        }
    }

    @Override
    void release() throws IOException {
        content.close();
    }

    @Override
    public long position() {
        return position;
    }

    /** Backwards only where all is held. */
    @Override
    public SeekableByteChannel position(long wanted) throws IOException {
        if (held.capacity() > 0) {
            position = wanted;
            return this;
        }
        if (wanted < position) {
            throw new IllegalArgumentException("A stream does not go back from " + position + " to " + wanted + ".");
        }
        while (position < wanted) {
            int count = inflate((int) Math.min(CHUNK, wanted - position));
            if (count < 0) {
                throw Compressor.refused("The update's content ends early.");
            }
            position += count;
        }
        return this;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public boolean isOpen() {
        return frame.isOpen();
    }

    @Override
    public void close() throws IOException {
        try {
            release();
        } finally {
            frame.close();
        }
    }
}
