package io.tributary.worker;

import io.tributary.protocol.artifact.ArtifactStore;
import io.tributary.protocol.artifact.DiskFullException;
import io.tributary.protocol.artifact.Durability;
import io.tributary.protocol.artifact.Sha256;
import io.tributary.protocol.compression.Compressor;
import io.tributary.protocol.compression.UpdateReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.SeekableByteChannel;
import java.security.MessageDigest;
import org.apache.commons.rng.UniformRandomProvider;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Packs a client's update, with error feedback where asked for: e' = (d + e) - C(d + e), where d is the update, e what packing
 * has lost so far and C(d + e) what the server gets. Seide et al. 2014 ("1-bit SGD"); Karimireddy et al. 2019 (arXiv
 * 1901.09847), algorithm 1. Safe for use by many threads.
 *
 * <p>The residual is an artifact that never leaves the client; the server keeps its name, so that it rolls back with a round
 * that does not count.
 */
final class UpdatePacker {
    private static final Logger LOG = LoggerFactory.getLogger(UpdatePacker.class);
    private static final int TILE = 16 * 1024;

    private final ArtifactStore artifacts;

    UpdatePacker(ArtifactStore artifacts) {
        this.artifacts = artifacts;
    }

    /**
     * @param update the frame
     * @param residual what is lost by now; null without error feedback
     */
    record Packed(Sha256 update, @Nullable Sha256 residual) {}

    /**
     * @param difference little-endian floats, written over
     * @param residual what was lost before, null if nothing
     */
    Packed pack(
            Compressor compressor,
            boolean errorFeedback,
            ByteBuffer difference,
            @Nullable Sha256 residual,
            UniformRandomProvider random)
            throws IOException {
        if (!compressor.lossy() || !errorFeedback) {
            return new Packed(artifacts.put(Durability.VOLATILE, compressor.encode(difference, random)), null);
        }
        FloatBuffer numbers =
                difference.duplicate().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
        if (residual != null) {
            add(numbers, residual);
        }
        Sha256 update = artifacts.put(Durability.VOLATILE, compressor.encode(difference, random));
        try (UpdateReader sent = compressor.open(artifacts.open(update), numbers.capacity())) {
            subtract(numbers, sent);
        }
        return new Packed(update, artifacts.put(Durability.FILE, difference));
    }

    private void add(FloatBuffer numbers, Sha256 residual) throws DiskFullException {
        try {
            FloatBuffer lost = read(residual, 4 * numbers.capacity()).asFloatBuffer();
            for (int i = 0; i < numbers.capacity(); i++) {
                numbers.put(i, numbers.get(i) + lost.get(i));
            }
        } catch (DiskFullException e) {
            // Passes, unlike a residual that is lost; leaving it out would change the result.
            throw e;
        } catch (IOException e) {
            // Costs a little accuracy; failing would cost the client's work.
            LOG.warn("The residual {} cannot be used and is left out: {}", residual, e.toString());
        }
    }

    /** Reads and checks: after a power cut the file may hold anything. */
    private ByteBuffer read(Sha256 residual, int size) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocateDirect(size).order(ByteOrder.LITTLE_ENDIAN);
        try (SeekableByteChannel file = artifacts.open(residual)) {
            while (bytes.hasRemaining() && file.read(bytes) >= 0) {}
        }
        MessageDigest digest = Sha256.digest();
        digest.update(bytes.flip().duplicate());
        if (bytes.remaining() != size || !Sha256.of(digest).equals(residual)) {
            throw new IOException("its bytes are not what its name says");
        }
        return bytes;
    }

    private static void subtract(FloatBuffer numbers, UpdateReader sent) throws IOException {
        float[] tile = new float[TILE];
        float[] part = new float[TILE];
        for (int start = 0; start < numbers.capacity(); start += TILE) {
            int length = Math.min(TILE, numbers.capacity() - start);
            numbers.get(start, tile, 0, length);
            sent.read(part, length);
            for (int i = 0; i < length; i++) {
                tile[i] -= part[i];
            }
            numbers.put(start, tile, 0, length);
        }
    }
}
