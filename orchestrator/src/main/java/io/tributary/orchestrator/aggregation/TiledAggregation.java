package io.tributary.orchestrator.aggregation;

import io.tributary.protocol.aggregation.ClientRule;
import io.tributary.protocol.aggregation.Participants;
import io.tributary.protocol.aggregation.Products;
import io.tributary.protocol.aggregation.ServerRule;
import io.tributary.protocol.aggregation.Strategy;
import io.tributary.protocol.artifact.ArtifactStore;
import io.tributary.protocol.artifact.ArtifactWriter;
import io.tributary.protocol.artifact.Durability;
import io.tributary.protocol.artifact.Sha256;
import io.tributary.protocol.compression.Compressor;
import io.tributary.protocol.model.Safetensors;
import io.tributary.protocol.model.WeightLayout;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Walks the parameters in tiles: reads the tile of the model and of the strategy's memory, lets the strategy fold the same tile of
 * every update in, and appends the results to the next artifacts. It holds one tile and one small read buffer for each update,
 * whatever the size of the model, or as many tiles as there are updates where a strategy looks at columns; the tiles are shorter then.
 *
 * <p>Not safe for use by several threads; keeps its buffers for the next round.
 */
public final class TiledAggregation {
    /** Numbers in a tile: two of them fit a core's second-level cache. */
    static final int TILE = 64 * 1024;
    /** Numbers of all updates together where columns are looked at: 16 MiB. */
    private static final int COLUMNS = 4 * 1024 * 1024;

    private final ArtifactStore artifacts;
    private final WeightLayout layout;
    private final ServerRule rule;
    private final int beside;
    private final Vector model;
    private final Map<String, Vector> memory = new LinkedHashMap<>();
    private final float[] update;

    /** Of updates that carry nothing beside their differences. */
    public TiledAggregation(ArtifactStore artifacts, WeightLayout layout, ServerRule rule) {
        this(artifacts, layout, rule, 0);
    }

    /** @param beside how many vectors updates carry beside their differences: {@link Strategy#beside} */
    public TiledAggregation(ArtifactStore artifacts, WeightLayout layout, ServerRule rule, int beside) {
        if (beside > 0 && (rule.needsProducts() || rule.needsColumns())) {
            throw new IllegalArgumentException("No rule that looks at updates more than once gets vectors beside them");
        }
        this.artifacts = artifacts;
        this.layout = layout;
        this.rule = rule;
        this.beside = beside;
        this.update = new float[Math.max(TILE, ClientRule.SLICE * (1 + beside))];
        this.model = new Vector(0);
        rule.memory().forEach(each -> memory.put(each.name(), new Vector(each.first())));
    }

    /**
     * What a round left.
     *
     * @param model the next model artifact, on disk
     * @param memory the strategy's memory, files like a model's, by the names of {@link ServerRule#memory}
     */
    public record Aggregated(Sha256 model, Map<String, Sha256> memory) {
        public Aggregated {
            memory = Map.copyOf(memory);
        }
    }

    /**
     * @param last the round's model artifact
     * @param remembered the strategy's memory as the last round left it; what is missing starts anew
     * @param updates the artifacts of the participants' updates, in the same order
     * @param guard what is done to updates before the strategy sees them
     */
    public Aggregated aggregate(
            Sha256 last,
            Map<String, Sha256> remembered,
            Participants participants,
            List<Sha256> updates,
            Compressor compressor,
            UpdateGuard guard)
            throws IOException {
        Participants measured = rule.needsProducts()
                ? participants.with(products(updates, compressor, columnTile(updates.size())))
                : participants;
        ServerRule.TileRule fold = rule.begin(measured);
        int tile = tile(updates.size());
        float[][] tiles = new float[memory.size()][];
        UpdateGuard.Round guarded = guard.round(guard.clips() ? squares(updates, compressor) : new double[0]);
        try (UpdateFiles files =
                new UpdateFiles(artifacts, compressor, updates, layout.size() * (1 + beside), update)) {
            model.open(last);
            for (Map.Entry<String, Vector> entry : memory.entrySet()) {
                entry.getValue().open(remembered.get(entry.getKey()));
            }
            for (long from = 0; from < layout.size(); from += tile) {
                int length = (int) Math.min(tile, layout.size() - from);
                int index = 0;
                for (Vector vector : memory.values()) {
                    tiles[index++] = vector.next(length);
                }
                files.next(length * (1 + beside));
                fold.fold(model.next(length), tiles, length, guarded.of(files, length));
                files.skipUnread();
                model.put(length);
                for (Vector vector : memory.values()) {
                    vector.put(length);
                }
            }
            Map<String, Sha256> left = new LinkedHashMap<>();
            for (Map.Entry<String, Vector> entry : memory.entrySet()) {
                left.put(entry.getKey(), entry.getValue().store());
            }
            return new Aggregated(model.store(), left);
        } finally {
            model.close();
            for (Vector vector : memory.values()) {
                vector.close();
            }
        }
    }

    private Products products(List<Sha256> updates, Compressor compressor, int tile) throws IOException {
        Products products = new Products(updates.size());
        float[][] rows = new float[updates.size()][tile];
        try (UpdateFiles files = new UpdateFiles(artifacts, compressor, updates, layout.size(), update)) {
            for (long from = 0; from < layout.size(); from += tile) {
                int length = (int) Math.min(tile, layout.size() - from);
                files.next(length);
                for (int k = 0; k < rows.length; k++) {
                    System.arraycopy(files.read(k), 0, rows[k], 0, length);
                }
                products.add(rows, length);
            }
        }
        return products;
    }

    /** The squared length of each update. */
    private double[] squares(List<Sha256> updates, Compressor compressor) throws IOException {
        double[] squares = new double[updates.size()];
        try (UpdateFiles files = new UpdateFiles(artifacts, compressor, updates, layout.size(), update)) {
            for (long from = 0; from < layout.size(); from += TILE) {
                int length = (int) Math.min(TILE, layout.size() - from);
                files.next(length);
                for (int k = 0; k < squares.length; k++) {
                    float[] tile = files.read(k);
                    for (int i = 0; i < length; i++) {
                        squares[k] += (double) tile[i] * tile[i];
                    }
                }
            }
        }
        return squares;
    }

    private int tile(int updates) {
        if (beside > 0) {
            return ClientRule.SLICE;
        }
        return rule.needsColumns() ? columnTile(updates) : TILE;
    }

    private static int columnTile(int updates) {
        return Math.max(256, Math.min(TILE, COLUMNS / updates));
    }

    /** A vector as long as the model, read from its old file and appended to the new one, tile by tile. */
    private final class Vector implements Closeable {
        private final float first;
        private final float[] tile = new float[TILE];
        private final ByteBuffer bytes =
                ByteBuffer.allocateDirect(Float.BYTES * TILE).order(ByteOrder.LITTLE_ENDIAN);
        private final FloatBuffer floats = bytes.asFloatBuffer();
        private @Nullable SeekableByteChannel old;
        private @Nullable ArtifactWriter made;

        Vector(float first) {
            this.first = first;
        }

        /** @param file null to start anew */
        void open(@Nullable Sha256 file) throws IOException {
            ByteBuffer header = Safetensors.header(layout);
            if (file != null) {
                old = artifacts.open(file);
                old.position(header.remaining());
            }
            made = artifacts.write(Durability.SYNCED, Safetensors.fileSize(layout));
            made.write(header);
        }

        float[] next(int length) throws IOException {
            if (old == null) {
                Arrays.fill(tile, 0, length, first);
                return tile;
            }
            bytes.clear().limit(Float.BYTES * length);
            while (bytes.hasRemaining()) {
                if (old.read(bytes) < 0) {
                    throw new EOFException("A model artifact ends early");
                }
            }
            floats.get(0, tile, 0, length);
            return tile;
        }

        /** Appends the tile that was handed out. */
        void put(int length) throws IOException {
            floats.put(0, tile, 0, length);
            Objects.requireNonNull(made).write(bytes.clear().limit(Float.BYTES * length));
        }

        /** Ends the new file. */
        Sha256 store() throws IOException {
            return Objects.requireNonNull(made).finish();
        }

        @Override
        public void close() throws IOException {
            if (old != null) {
                old.close();
                old = null;
            }
            if (made != null) {
                made.close();
                made = null;
            }
        }
    }
}
