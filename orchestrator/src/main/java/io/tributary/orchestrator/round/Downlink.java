package io.tributary.orchestrator.round;

import io.tributary.orchestrator.journal.Progress;
import io.tributary.protocol.artifact.ArtifactStore;
import io.tributary.protocol.artifact.Durability;
import io.tributary.protocol.artifact.Sha256;
import io.tributary.protocol.compression.Compressor;
import io.tributary.protocol.compression.UpdateReader;
import io.tributary.protocol.model.Safetensors;
import io.tributary.protocol.model.WeightLayout;
import io.tributary.protocol.seed.Purpose;
import io.tributary.protocol.seed.Seeds;
import io.tributary.protocol.task.TaskSpec;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Packs the model for the clients as the {@link DownlinkPlan} says. With the codec's error feedback off, the server goes on
 * from what the clients got and forgets what packing lost.
 */
final class Downlink {
    /** What the clients hold, among what rounds hand on. */
    static final String HELD = "downlink";

    /** The sizes of the latest frames, among what rounds hand on, where they vary. */
    static final String SIZES = "downlink-sizes";

    private static final int TILE = 64 * 1024;

    private final TaskSpec spec;
    private final WeightLayout layout;
    private final ArtifactStore artifacts;
    private final DownlinkPlan plan;

    Downlink(TaskSpec spec, WeightLayout layout, ArtifactStore artifacts) {
        this.spec = spec;
        this.layout = layout;
        this.artifacts = artifacts;
        this.plan = DownlinkPlan.of(spec, layout);
    }

    /**
     * What a round's clients start from.
     *
     * @param weights the model artifact as the clients have it after unpacking
     * @param base the model artifact that the round's updates are added to
     * @param sizes of the latest frames, this round's among them; none where the model travels as it is
     * @param kept the artifact of {@code sizes}; null where nobody will ask for them
     */
    record Broadcast(
            Sha256 weights,
            Sha256 base,
            FrameSizes sizes,
            @Nullable Sha256 kept) {}

    /** Bytes that a client fetches in a round, by the last round whose model it got. */
    long bytes(Broadcast broadcast, int round, int lastReceived) {
        return plan.bytes(round, lastReceived, broadcast.sizes());
    }

    /** What the clients hold after the round, and what they will have fetched, by the names under which rounds hand it on. */
    Map<String, Sha256> memory(Broadcast broadcast) {
        if (!plan.changes()) {
            return Map.of();
        }
        return broadcast.kept() == null
                ? Map.of(HELD, broadcast.weights())
                : Map.of(HELD, broadcast.weights(), SIZES, broadcast.kept());
    }

    /** @param made takes over the artifacts that this leaves */
    Broadcast broadcast(int round, Sha256 model, Progress progress, RoundArtifacts made) throws IOException {
        if (!plan.packs()) {
            return new Broadcast(model, model, FrameSizes.NONE, null);
        }
        ByteBuffer weights = read(model);
        ByteBuffer held = ByteBuffer.allocateDirect(weights.capacity()).order(ByteOrder.LITTLE_ENDIAN);
        if (plan.changes()) {
            held = read(progress.memory().getOrDefault(HELD, model));
            subtract(weights.asFloatBuffer(), held.asFloatBuffer());
        }
        Compressor compressor = plan.compressor();
        Sha256 frame = made.made(pack(compressor, weights, round, 0));
        unpack(compressor, frame, held);
        Sha256 received = made.made(artifacts.put(Durability.SYNCED, Safetensors.header(layout), held));
        FrameSizes sizes = sizes(progress).and(artifacts.size(frame), plan.full());
        Sha256 kept = plan.changes() && compressor.vary()
                ? made.made(artifacts.put(Durability.SYNCED, sizes.encode()))
                : null;
        return new Broadcast(received, spec.compression().downlink().errorFeedback() ? model : received, sizes, kept);
    }

    /**
     * What clients get beside the model, the same for all.
     *
     * @param vectors artifacts as the clients have them after unpacking
     * @param bytes that a client fetches to have them
     */
    record Beside(List<Sha256> vectors, long bytes) {}

    /**
     * Packs a strategy's vectors for the clients, each whole: rounding them anew in every round keeps their mean, so nothing is
     * owed.
     *
     * @param made takes over the artifacts that this leaves
     */
    Beside beside(int round, List<Sha256> vectors, RoundArtifacts made) throws IOException {
        if (!plan.beside().lossy()) {
            return new Beside(vectors, vectors.size() * plan.full());
        }
        List<Sha256> received = new ArrayList<>();
        long bytes = 0;
        for (Sha256 vector : vectors) {
            Sha256 frame = made.made(pack(plan.beside(), read(vector), round, 1 + received.size()));
            bytes += artifacts.size(frame);
            ByteBuffer unpacked = ByteBuffer.allocateDirect(Math.toIntExact(4 * layout.size()))
                    .order(ByteOrder.LITTLE_ENDIAN);
            unpack(plan.beside(), frame, unpacked);
            received.add(made.made(artifacts.put(Durability.FILE, Safetensors.header(layout), unpacked)));
        }
        return new Beside(List.copyOf(received), bytes);
    }

    private Sha256 pack(Compressor compressor, ByteBuffer numbers, int round, int vector) throws IOException {
        return artifacts.put(
                Durability.VOLATILE,
                compressor.encode(numbers, Seeds.generator(spec.seed(), Purpose.DOWNLINK, round, vector)));
    }

    private void unpack(Compressor compressor, Sha256 frame, ByteBuffer sum) throws IOException {
        try (UpdateReader reader = compressor.open(artifacts.open(frame), layout.size())) {
            add(sum.asFloatBuffer(), reader);
        }
    }

    private FrameSizes sizes(Progress progress) throws IOException {
        Sha256 kept = progress.memory().get(SIZES);
        if (kept == null) {
            return FrameSizes.NONE;
        }
        try (SeekableByteChannel artifact = artifacts.open(kept)) {
            return FrameSizes.read(artifact);
        }
    }

    private ByteBuffer read(Sha256 model) throws IOException {
        ByteBuffer weights =
                ByteBuffer.allocateDirect(Math.toIntExact(4 * layout.size())).order(ByteOrder.LITTLE_ENDIAN);
        try (SeekableByteChannel file = artifacts.open(model)) {
            file.position(plan.full() - weights.capacity());
            while (weights.hasRemaining()) {
                if (file.read(weights) < 0) {
                    throw new EOFException("The model artifact ends early");
                }
            }
        }
        return weights.flip();
    }

    private static void subtract(FloatBuffer from, FloatBuffer what) {
        float[] tile = new float[TILE];
        float[] other = new float[TILE];
        for (int start = 0; start < from.capacity(); start += TILE) {
            int length = Math.min(TILE, from.capacity() - start);
            from.get(start, tile, 0, length);
            what.get(start, other, 0, length);
            for (int i = 0; i < length; i++) {
                tile[i] -= other[i];
            }
            from.put(start, tile, 0, length);
        }
    }

    private static void add(FloatBuffer to, UpdateReader what) throws IOException {
        float[] tile = new float[TILE];
        float[] other = new float[TILE];
        for (int start = 0; start < to.capacity(); start += TILE) {
            int length = Math.min(TILE, to.capacity() - start);
            to.get(start, tile, 0, length);
            what.read(other, length);
            for (int i = 0; i < length; i++) {
                tile[i] += other[i];
            }
            to.put(start, tile, 0, length);
        }
    }
}
