package io.tributary.orchestrator.round;

import io.tributary.orchestrator.aggregation.UpdateGuard;
import io.tributary.orchestrator.journal.Progress;
import io.tributary.protocol.artifact.ArtifactStore;
import io.tributary.protocol.artifact.Durability;
import io.tributary.protocol.artifact.Sha256;
import io.tributary.protocol.privacy.SecureNoise;
import io.tributary.protocol.task.TaskSpec;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.Map;

/**
 * The secret that a task's noise comes from, among what rounds hand on: made for its first round and committed with it,
 * so that a round which is done again has the same noise and not a second one to average with. It is not derived from
 * the task's seed, which anyone may know.
 */
final class NoiseKey {
    private static final String NAME = "privacy.key";

    private final ArtifactStore artifacts;
    private final TaskSpec.Privacy privacy;

    NoiseKey(ArtifactStore artifacts, TaskSpec.Privacy privacy) {
        this.artifacts = artifacts;
        this.privacy = privacy;
    }

    /** Whether the server adds noise, and so needs a key. */
    private boolean needed() {
        return privacy.noisy(TaskSpec.Noise.SERVER);
    }

    /** What rounds hand on: the key as it is, or a new one. */
    Map<String, Sha256> memory(Progress progress, RoundArtifacts made) throws IOException {
        if (!needed()) {
            return Map.of();
        }
        Sha256 known = progress.memory().get(NAME);
        return Map.of(
                NAME,
                known != null
                        ? known
                        : made.made(artifacts.put(Durability.SYNCED, ByteBuffer.wrap(SecureNoise.newKey()))));
    }

    /** @param memory as {@link #memory} gave it */
    UpdateGuard guard(int round, Map<String, Sha256> memory) throws IOException {
        Double norm = privacy.clipNorm();
        if (norm == null) {
            return UpdateGuard.NONE;
        }
        Sha256 name = memory.get(NAME);
        Double multiplier = privacy.noiseMultiplier();
        if (name == null || multiplier == null) {
            // What clients made noisy themselves is longer than the norm.
            return privacy.noisy(TaskSpec.Noise.CLIENTS)
                    ? UpdateGuard.NONE
                    : new UpdateGuard(norm, 0, UpdateGuard.NONE.noise());
        }
        byte[] key = read(name);
        return new UpdateGuard(norm, multiplier * norm, () -> new SecureNoise(key, round));
    }

    private byte[] read(Sha256 name) throws IOException {
        ByteBuffer key = ByteBuffer.allocate(SecureNoise.KEY_BYTES);
        try (SeekableByteChannel file = artifacts.open(name)) {
            while (key.hasRemaining()) {
                if (file.read(key) < 0) {
                    throw new EOFException("The key of the noise ends early");
                }
            }
        }
        return key.array();
    }
}
