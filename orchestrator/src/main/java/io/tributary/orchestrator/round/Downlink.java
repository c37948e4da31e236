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
        Sha256 frame = made.made(artifacts.put(
                Durability.VOLATILE,
                compressor.encode(weights, Seeds.generator(spec.seed(), Purpose.DOWNLINK, round, 0))));
        try (UpdateReader reader = compressor.open(artifacts.open(frame), layout.size())) {
            add(held.asFloatBuffer(), reader);
        }
        Sha256 received = made.made(artifacts.put(Durability.SYNCED, Safetensors.header(layout), held));
        FrameSizes sizes = sizes(progress).and(artifacts.size(frame), plan.full());
        Sha256 kept = plan.changes() && compressor.vary()
                ? made.made(artifacts.put(Durability.SYNCED, sizes.encode()))
                : null;
        return new Broadcast(received, spec.compression().downlink().errorFeedback() ? model : received, sizes, kept);
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
