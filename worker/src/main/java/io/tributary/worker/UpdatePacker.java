package io.tributary.worker;

import io.tributary.protocol.artifact.ArtifactStore;
import io.tributary.protocol.artifact.DiskFullException;
import io.tributary.protocol.artifact.Durability;
import io.tributary.protocol.artifact.Sha256;
import io.tributary.protocol.compression.Compressor;
import io.tributary.protocol.compression.UpdateReader;
import io.tributary.worker.training.ClientVectors;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.security.MessageDigest;
import org.apache.commons.rng.UniformRandomProvider;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Packs a client's update, and keeps what the client must remember: what packing lost, or what its strategy needs. Safe
 * for use by many threads.
 *
 * <p>What is kept is an artifact that never leaves the client; the server keeps its name, so that it rolls back with a
 * round that does not count.
 */
final class UpdatePacker {
    private static final Logger LOG = LoggerFactory.getLogger(UpdatePacker.class);

    private final ArtifactStore artifacts;

    UpdatePacker(ArtifactStore artifacts) {
        this.artifacts = artifacts;
    }

    /**
     * @param update the frame
     * @param residual what the client keeps; null where it keeps nothing
     */
    record Packed(Sha256 update, @Nullable Sha256 residual) {}

    /**
     * @param difference little-endian floats; written over where the client keeps something
     * @param side what it keeps; written over
     */
    Packed pack(Compressor compressor, ByteBuffer difference, ClientSide side, UniformRandomProvider random)
            throws IOException {
        ClientVectors vectors = side.packing();
        if (vectors == null) {
            return new Packed(
                    artifacts.put(Durability.VOLATILE, compressor.encode(side.withBeside(difference), random)), null);
        }
        vectors.send(difference.duplicate().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer());
        ByteBuffer whole = side.withBeside(difference);
        Sha256 update = artifacts.put(Durability.VOLATILE, compressor.encode(whole, random));
        int parameters = difference.capacity() / Float.BYTES;
        int beside = whole.capacity() / difference.capacity() - 1;
        float[] sent = new float[ClientVectors.tile()];
        float[] passedOver = new float[beside * sent.length];
        try (UpdateReader reader = compressor.open(artifacts.open(update), whole.capacity() / Float.BYTES)) {
            for (int from = 0; from < parameters; from += sent.length) {
                int count = Math.min(sent.length, parameters - from);
                reader.read(sent, count);
                reader.read(passedOver, beside * count);
                vectors.keep(sent, from, count);
            }
        }
        return new Packed(update, artifacts.put(Durability.FILE, side.kept().duplicate()));
    }

    /**
     * What a client kept.
     *
     * @param name the artifact, null where there is none yet
     * @param size its bytes
     * @return direct, little-endian; zeros where there is none, or where it is damaged
     */
    ByteBuffer recall(@Nullable Sha256 name, int size) throws DiskFullException {
        if (name != null && size > 0) {
            try {
                return read(name, size);
            } catch (DiskFullException e) {
                // Passes, unlike a residual that is lost; leaving it out would change the result.
                throw e;
            } catch (IOException e) {
                // Costs a little accuracy; failing would cost the client's work.
                LOG.warn("The residual {} cannot be used and is left out: {}", name, e.toString());
            }
        }
        return ByteBuffer.allocateDirect(size).order(ByteOrder.LITTLE_ENDIAN);
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
}
