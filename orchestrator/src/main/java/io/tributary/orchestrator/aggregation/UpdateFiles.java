package io.tributary.orchestrator.aggregation;

import io.tributary.protocol.aggregation.ServerRule.UpdateTiles;
import io.tributary.protocol.artifact.ArtifactStore;
import io.tributary.protocol.artifact.Sha256;
import io.tributary.protocol.compression.Compressor;
import io.tributary.protocol.compression.UpdateReader;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A round's updates, open side by side and read forward, one tile of each at a time. */
final class UpdateFiles implements UpdateTiles, Closeable {
    private final List<UpdateReader> readers = new ArrayList<>();
    private final float[] tile;
    private int length;
    private int unread;

    /** @param tile receives what is read; at least as long as any tile */
    UpdateFiles(ArtifactStore artifacts, Compressor compressor, List<Sha256> updates, long parameters, float[] tile)
            throws IOException {
        this.tile = tile;
        try {
            for (Sha256 update : updates) {
                readers.add(compressor.open(artifacts.open(update), parameters));
            }
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    /** Goes on to the next tile. */
    void next(int newLength) {
        length = newLength;
        unread = 0;
    }

    /** Readers only go forward, so those that were passed over must move on too. */
    void skipUnread() throws IOException {
        if (unread < readers.size()) {
            read(readers.size() - 1);
        }
    }

    @Override
    public int count() {
        return readers.size();
    }

    @Override
    public float[] read(int index) throws IOException {
        if (index < unread) {
            throw new IllegalStateException("Update " + index + " of this tile was read already");
        }
        while (unread <= index) {
            readers.get(unread).read(tile, length);
            unread++;
        }
        return tile;
    }

    @Override
    public void close() throws IOException {
        for (UpdateReader reader : readers) {
            reader.close();
        }
    }
}
