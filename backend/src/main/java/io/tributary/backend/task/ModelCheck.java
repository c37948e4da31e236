package io.tributary.backend.task;

import io.tributary.protocol.artifact.ArtifactStore;
import io.tributary.protocol.artifact.Sha256;
import io.tributary.protocol.data.DataShape;
import io.tributary.protocol.error.TributaryException;
import io.tributary.protocol.model.ModelGraph;
import io.tributary.protocol.model.Safetensors;
import io.tributary.protocol.model.Tensor;
import io.tributary.protocol.model.WeightLayout;
import io.tributary.protocol.task.TaskSpec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.security.MessageDigest;
import org.springframework.stereotype.Component;

/** Whether a model that a task is to start from can be trained on; read in pieces, so its size does not matter. */
@Component
class ModelCheck {
    private static final int TILE = 1 << 20;

    private final ArtifactStore artifacts;

    ModelCheck(ArtifactStore artifacts) {
        this.artifacts = artifacts;
    }

    /**
     * Reads the model that a task starts from, all of it.
     *
     * @throws TributaryException INVALID_SPEC where it is not here, of another network, not what its name says, or holds
     *     what is no finite number
     */
    void check(TaskSpec spec, DataShape data) {
        String model = spec.start().model();
        if (model == null) {
            return;
        }
        WeightLayout layout = ModelGraph.of(spec.model(), data).layout();
        try {
            if (!artifacts.contains(new Sha256(model))) {
                throw WarmStart.refused(
                        "start.model", "There is no model " + model + " here; start from another, or leave it out.");
            }
            try (SeekableByteChannel file = artifacts.open(new Sha256(model))) {
                check(model, layout, file);
            }
        } catch (IOException e) {
            throw WarmStart.refused("start.model", "The model " + model + " cannot be read: " + e.getMessage());
        }
    }

    private static void check(String model, WeightLayout layout, SeekableByteChannel file) throws IOException {
        ByteBuffer header = Safetensors.header(layout);
        long size = Safetensors.fileSize(layout);
        if (file.size() != size) {
            throw WarmStart.refused(
                    "start.model",
                    "The model " + model + " has " + file.size() + " bytes, one of this network " + size
                            + "; it is another network's, or cut short.");
        }
        MessageDigest digest = Sha256.digest();
        ByteBuffer bytes = ByteBuffer.allocate(header.remaining());
        fill(file, bytes);
        if (!bytes.equals(header)) {
            throw WarmStart.refused(
                    "start.model", "The model " + model + " has tensors of other names or shapes than this network.");
        }
        digest.update(bytes);
        ByteBuffer tile = ByteBuffer.allocate(TILE).order(ByteOrder.LITTLE_ENDIAN);
        for (long left = size - header.remaining(); left > 0; left -= tile.limit()) {
            tile.clear().limit((int) Math.min(TILE, left));
            fill(file, tile);
            for (int i = 0; i < tile.limit(); i += Float.BYTES) {
                if (!Float.isFinite(tile.getFloat(i))) {
                    long at = (size - header.remaining() - left + i) / Float.BYTES;
                    throw WarmStart.refused(
                            "start.model",
                            "The model " + model + " holds " + tile.getFloat(i) + " in " + tensor(layout, at)
                                    + "; nothing can be trained from there. Start from an earlier round.");
                }
            }
            digest.update(tile.duplicate());
        }
        if (!Sha256.of(digest).hex().equals(model)) {
            throw WarmStart.refused(
                    "start.model", "The bytes of the model " + model + " are not what its name says; it is damaged.");
        }
    }

    private static String tensor(WeightLayout layout, long at) {
        return layout.tensors().stream()
                .filter(tensor -> at < tensor.end())
                .findFirst()
                .map(Tensor::name)
                .orElse("its end");
    }

    private static void fill(SeekableByteChannel file, ByteBuffer target) throws IOException {
        while (target.hasRemaining()) {
            if (file.read(target) < 0) {
                throw new IOException("it ends early");
            }
        }
        target.flip();
    }
}
