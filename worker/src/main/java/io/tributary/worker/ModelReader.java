package io.tributary.worker;

import io.tributary.protocol.artifact.ArtifactStore;
import io.tributary.protocol.artifact.DiskFullException;
import io.tributary.protocol.artifact.Sha256;
import io.tributary.protocol.error.ErrorCode;
import io.tributary.protocol.error.TributaryException;
import io.tributary.protocol.model.Safetensors;
import io.tributary.protocol.model.WeightLayout;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.NoSuchFileException;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Reads model artifacts, and keeps the last ones: all clients of a round start from the same. Safe for use by many threads;
 * those that want the same model read it once.
 */
final class ModelReader {
    /** The round's, the one that is tested, and what a strategy hands out beside them. */
    private static final int KEPT = 4;

    private final ArtifactStore artifacts;
    private final Map<Key, ByteBuffer> models = new LinkedHashMap<>(KEPT, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, ByteBuffer> eldest) {
            return size() > KEPT;
        }
    };

    private record Key(Sha256 name, WeightLayout layout) {}

    ModelReader(ArtifactStore artifacts) {
        this.artifacts = artifacts;
    }

    /**
     * The flat weights of a model.
     *
     * @param layout what the artifact must hold, exactly
     * @return direct, little-endian floats from index 0; never write into it
     * @throws TributaryException ARTIFACT_CORRUPT where the artifact is missing, of another model, or not what its name says
     */
    synchronized ByteBuffer read(Sha256 name, WeightLayout layout) {
        Key key = new Key(name, layout);
        ByteBuffer model = models.get(key);
        if (model == null) {
            try (SeekableByteChannel file = artifacts.open(name)) {
                model = read(name, layout, file);
            } catch (NoSuchFileException e) {
                throw new TributaryException(
                        ErrorCode.ARTIFACT_CORRUPT, "The model " + name + " is not in the worker's store.", e);
            } catch (DiskFullException e) {
                throw new TributaryException(
                        ErrorCode.STORAGE_FULL, "The worker cannot store the model: " + e.getMessage() + ".", e);
            } catch (IOException e) {
                throw new TributaryException(
                        ErrorCode.ARTIFACT_CORRUPT, "The model " + name + " cannot be read: " + e, e);
            }
            models.put(key, model);
        }
        return model;
    }

    synchronized void forget() {
        models.clear();
    }

    private static ByteBuffer read(Sha256 name, WeightLayout layout, SeekableByteChannel file) throws IOException {
        ByteBuffer expected = Safetensors.header(layout);
        long size = Safetensors.fileSize(layout);
        if (file.size() != size) {
            throw corrupt(name, "it has " + file.size() + " bytes, the task's model takes " + size);
        }
        ByteBuffer header = ByteBuffer.allocate(expected.remaining());
        fill(name, file, header);
        if (!header.equals(expected)) {
            throw corrupt(name, "its header names other tensors than the task's model has");
        }
        ByteBuffer weights =
                ByteBuffer.allocateDirect((int) (size - header.capacity())).order(ByteOrder.LITTLE_ENDIAN);
        fill(name, file, weights);
        MessageDigest digest = Sha256.digest();
        digest.update(header);
        digest.update(weights.duplicate());
        Sha256 actual = Sha256.of(digest);
        if (!actual.equals(name)) {
            throw corrupt(name, "its bytes hash to " + actual);
        }
        return weights;
    }

    private static void fill(Sha256 name, SeekableByteChannel file, ByteBuffer target) throws IOException {
        while (target.hasRemaining()) {
            if (file.read(target) < 0) {
                throw corrupt(name, "it ends early");
            }
        }
        target.flip();
    }

    private static TributaryException corrupt(Sha256 name, String what) {
        return new TributaryException(ErrorCode.ARTIFACT_CORRUPT, "The model " + name + " is unusable: " + what + ".");
    }
}
