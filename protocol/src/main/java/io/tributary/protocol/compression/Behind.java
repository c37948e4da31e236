package io.tributary.protocol.compression;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;

/** What follows the first bytes of a channel. */
class Behind extends Unpacked {
    private final SeekableByteChannel frame;
    private final int first;

    /** @param first how many bytes are left out; the channel stands behind them */
    Behind(SeekableByteChannel frame, int first) {
        this.frame = frame;
        this.first = first;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        return frame.read(target);
    }

    @Override
    public long position() throws IOException {
        return frame.position() - first;
    }

    @Override
    public SeekableByteChannel position(long position) throws IOException {
        frame.position(position + first);
        return this;
    }

    @Override
    public long size() throws IOException {
        return frame.size() - first;
    }

    /** Schemes refuse a frame of another size than theirs. */
    @Override
    void expectEnd() {}

    @Override
    void release() {}

    @Override
    public boolean isOpen() {
        return frame.isOpen();
    }

    @Override
    public void close() throws IOException {
        frame.close();
    }
}
