package io.tributary.orchestrator.aggregation;

import io.tributary.protocol.artifact.ArtifactStore;
import io.tributary.protocol.artifact.ArtifactWriter;
import io.tributary.protocol.artifact.Durability;
import io.tributary.protocol.artifact.Sha256;
import io.tributary.protocol.compression.Compressor;
import io.tributary.protocol.compression.UpdateReader;
import io.tributary.protocol.model.Safetensors;
import io.tributary.protocol.model.WeightLayout;
import io.tributary.protocol.task.TaskSpec.Weighting;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Walks the parameters in tiles: reads the tile of the model, lets the strategy fold the same tile of every update in, and
 * appends the result to the next model artifact. It holds one tile and one small read buffer for each update, whatever
 * the size of the model.
 *
 * <p>Not safe for use by several threads; keeps its buffers for the next round.
 */
public final class TiledAggregation {
    /** Numbers in a tile: two of them fit a core's second-level cache. */
    static final int TILE = 64 * 1024;

    private final ArtifactStore artifacts;
    private final WeightLayout layout;
    private final float[] weights = new float[TILE];
    private final float[] update = new float[TILE];
    private final ByteBuffer bytes =
            ByteBuffer.allocateDirect(Float.BYTES * TILE).order(ByteOrder.LITTLE_ENDIAN);
    private final FloatBuffer floats = bytes.asFloatBuffer();

    public TiledAggregation(ArtifactStore artifacts, WeightLayout layout) {
        this.artifacts = artifacts;
        this.layout = layout;
    }

    /**
     * @param model the round's model artifact
     * @param contributions the updates that count, at least one, in any order
     * @return the next model artifact, on disk
     */
    public Sha256 aggregate(
            Sha256 model,
            List<Contribution> contributions,
            Weighting weighting,
            Compressor compressor,
            Aggregator aggregator)
            throws IOException {
        List<Contribution> inOrder = contributions.stream()
                .sorted(Comparator.comparingInt(Contribution::client))
                .toList();
        ByteBuffer header = Safetensors.header(layout);
        List<UpdateReader> readers = new ArrayList<>();
        try (SeekableByteChannel old = artifacts.open(model);
                ArtifactWriter next = artifacts.write(Durability.SYNCED, Safetensors.fileSize(layout))) {
            old.position(header.remaining());
            next.write(header);
            for (Contribution contribution : inOrder) {
                readers.add(compressor.open(artifacts.open(contribution.update()), layout.size()));
            }
            Tiles tiles = new Tiles(readers, Contribution.shares(inOrder, weighting));
            for (long left = layout.size(); left > 0; left -= TILE) {
                int length = (int) Math.min(TILE, left);
                bytes.clear().limit(Float.BYTES * length);
                readFully(old, bytes);
                floats.get(0, weights, 0, length);
                tiles.next(length);
                aggregator.aggregate(weights, length, tiles);
                tiles.skipUnread();
                floats.put(0, weights, 0, length);
                next.write(bytes.flip());
            }
            return next.finish();
        } finally {
            for (UpdateReader reader : readers) {
                reader.close();
            }
        }
    }

    private static void readFully(SeekableByteChannel channel, ByteBuffer into) throws IOException {
        while (into.hasRemaining()) {
            if (channel.read(into) < 0) {
                throw new EOFException("The model artifact ends early");
            }
        }
    }

    private final class Tiles implements Aggregator.UpdateTiles {
        private final List<UpdateReader> readers;
        private final float[] shares;
        private int length;
        private int unread;

        Tiles(List<UpdateReader> readers, float[] shares) {
            this.readers = readers;
            this.shares = shares;
        }

        void next(int newLength) {
            length = newLength;
            unread = 0;
        }

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
        public float share(int index) {
            return shares[index];
        }

        @Override
        public float[] read(int index) throws IOException {
            if (index < unread) {
                throw new IllegalStateException("Update " + index + " of this tile was read already");
            }
            // Readers only go forward, so those that were passed over must move on too.
            while (unread <= index) {
                readers.get(unread).read(update, length);
                unread++;
            }
            return update;
        }
    }
}
