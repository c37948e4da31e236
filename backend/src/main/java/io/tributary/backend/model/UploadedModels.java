package io.tributary.backend.model;

import io.tributary.backend.TributaryProperties;
import io.tributary.backend.leadership.Fence;
import io.tributary.orchestrator.journal.Journal;
import io.tributary.protocol.artifact.ArtifactStore;
import io.tributary.protocol.artifact.ArtifactWriter;
import io.tributary.protocol.artifact.Disk;
import io.tributary.protocol.artifact.Durability;
import io.tributary.protocol.artifact.Sha256;
import io.tributary.protocol.error.ErrorCode;
import io.tributary.protocol.error.TributaryException;
import io.tributary.protocol.model.Safetensors;
import io.tributary.protocol.model.SafetensorsFile;
import io.tributary.protocol.model.SafetensorsFile.Entry;
import io.tributary.protocol.model.SafetensorsFile.InvalidFileException;
import io.tributary.protocol.model.Tensor;
import io.tributary.protocol.model.WeightLayout;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Models that were uploaded to start from: artifacts with a row that keeps them. A file of anyone names and orders its tensors as it likes; what
 * a task trains on is written in its network's order.
 */
@Component
public class UploadedModels {
    private static final Logger LOG = LoggerFactory.getLogger(UploadedModels.class);
    private static final int PIECE = 1 << 20;
    /** No upload takes so long. */
    private static final Duration STALE = Duration.ofDays(1);

    private final UploadedModelRows rows;
    private final ArtifactStore artifacts;
    private final Journal journal;
    private final Disk disk;
    private final Fence fence;
    private final Clock clock;
    private final Path folder;

    UploadedModels(
            UploadedModelRows rows,
            ArtifactStore artifacts,
            Journal journal,
            Disk disk,
            Fence fence,
            Clock clock,
            TributaryProperties properties)
            throws IOException {
        this.rows = rows;
        this.artifacts = artifacts;
        this.journal = journal;
        this.disk = disk;
        this.fence = fence;
        this.clock = clock;
        this.folder = Files.createDirectories(properties.data().resolve("uploaded-models"));
        dropStale();
    }

    /** What a server that was killed left half-written; another that shares the folder may be at work on younger ones. */
    private void dropStale() throws IOException {
        try (Stream<Path> begun = Files.list(folder)) {
            for (Path file : begun.toList()) {
                if (Files.getLastModifiedTime(file)
                        .toInstant()
                        .isBefore(clock.instant().minus(STALE))) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    /** Begins to receive a model. */
    Incoming begin() throws IOException {
        return new Incoming();
    }

    /** A model on its way up: a file of its own on the file system of the artifacts. Closing it unfinished leaves nothing. */
    final class Incoming implements AutoCloseable {
        private final Path file = Files.createTempFile(folder, "model", ".safetensors");
        private final FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
        private long taken;

        private Incoming() throws IOException {}

        /** @throws TributaryException STORAGE_FULL */
        void write(ByteBuffer piece) {
            int size = piece.remaining();
            try {
                artifacts.ensureRoom(size);
                while (piece.hasRemaining()) {
                    channel.write(piece);
                }
            } catch (IOException e) {
                throw new TributaryException(
                        ErrorCode.STORAGE_FULL, "The server cannot store the model now (" + e.getMessage() + ").", e);
            }
            disk.took(size);
            taken += size;
        }

        /**
         * Keeps it. One that is here already is only given the new name.
         *
         * @throws TributaryException INVALID_PARAMETER where it is no model that can be trained on
         */
        UploadedModel finish(String name) throws IOException {
            SafetensorsFile content;
            try {
                content = SafetensorsFile.read(channel.position(0));
            } catch (InvalidFileException e) {
                throw new TributaryException(ErrorCode.INVALID_PARAMETER, String.valueOf(e.getMessage()), e);
            }
            if (content.parameters() == 0) {
                throw new TributaryException(ErrorCode.INVALID_PARAMETER, "The file holds no numbers.");
            }
            Sha256 sha256 = hash(channel.position(0));
            if (!artifacts.pin(sha256)) {
                artifacts.adopt(sha256, file);
            }
            try {
                UploadedModel model =
                        new UploadedModel(sha256.hex(), name, taken, content.parameters(), clock.instant());
                fence.write(() -> rows.save(new UploadedModelEntity(model)));
                return model;
            } finally {
                artifacts.release(sha256);
            }
        }

        @Override
        public void close() {
            disk.took(-taken);
            try {
                channel.close();
                Files.deleteIfExists(file);
            } catch (IOException e) {
                LOG.warn("A model that came to nothing cannot be removed now", e);
            }
        }
    }

    /** All of them, the newest first. */
    public List<UploadedModel> all() {
        return rows.newest().stream().map(UploadedModelEntity::model).toList();
    }

    /** @throws TributaryException NOT_FOUND */
    UploadedModel remove(String sha256) throws IOException {
        UploadedModel model = find(sha256)
                .orElseThrow(() -> new TributaryException(
                        ErrorCode.NOT_FOUND, "No model of that SHA-256 was uploaded; GET the list to see which were."));
        fence.write(() -> {
            rows.deleteById(sha256);
            return sha256;
        });
        // A task that started from it keeps it.
        for (Sha256 unneeded : journal.unneeded(Set.of(new Sha256(sha256)))) {
            artifacts.delete(unneeded);
        }
        return model;
    }

    private Optional<UploadedModel> find(String sha256) {
        return rows.findById(sha256).map(UploadedModelEntity::model);
    }

    /**
     * The model of a name in the order of a network's tensors: the model itself where it is in that order, or was not uploaded.
     *
     * @param model any artifact's name
     * @return stays at least until it is closed
     * @throws TributaryException INVALID_SPEC where its tensors are not the network's
     */
    public Fitted fit(String model, WeightLayout layout) throws IOException {
        Sha256 sha256 = new Sha256(model);
        if (find(model).isEmpty() || !artifacts.pin(sha256)) {
            return new Fitted(sha256, () -> {});
        }
        Sha256 fitted;
        try {
            fitted = inOrderOf(layout, sha256);
        } finally {
            artifacts.release(sha256);
        }
        return new Fitted(fitted, () -> artifacts.release(fitted));
    }

    /**
     * A model that a network can start from.
     *
     * @param name of the artifact
     * @param release lets go of it
     */
    public record Fitted(Sha256 name, Runnable release) implements AutoCloseable {
        @Override
        public void close() {
            release.run();
        }
    }

    /** Pinned once. */
    private Sha256 inOrderOf(WeightLayout layout, Sha256 model) throws IOException {
        try (SeekableByteChannel file = artifacts.open(model)) {
            SafetensorsFile content = SafetensorsFile.read(file);
            List<Entry> entries = matching(content, layout);
            if (inOrder(content, file, layout)) {
                artifacts.pin(model);
                return model;
            }
            try (ArtifactWriter writer = artifacts.write(Durability.SYNCED, Safetensors.fileSize(layout))) {
                writer.write(Safetensors.header(layout));
                for (Entry entry : entries) {
                    copy(file, content.numbers(), entry, writer);
                }
                return writer.finish();
            }
        }
    }

    private static boolean inOrder(SafetensorsFile content, SeekableByteChannel file, WeightLayout layout)
            throws IOException {
        ByteBuffer header = Safetensors.header(layout);
        if (content.numbers() != header.remaining()) {
            return false;
        }
        ByteBuffer own = ByteBuffer.allocate(header.remaining());
        file.position(0);
        while (own.hasRemaining() && file.read(own) >= 0) {}
        return own.flip().equals(header);
    }

    /** The tensors of a file in the order of a network's. */
    private static List<Entry> matching(SafetensorsFile content, WeightLayout layout) {
        Map<String, Entry> entries = new LinkedHashMap<>();
        content.entries().forEach(entry -> entries.put(entry.name(), entry));
        List<Entry> matching = new ArrayList<>();
        for (Tensor tensor : layout.tensors()) {
            Entry entry = entries.remove(tensor.name());
            List<Long> shape = tensor.shape().stream().map(Integer::longValue).toList();
            if (entry == null || !entry.shape().equals(shape)) {
                throw refused("The uploaded model has "
                        + (entry == null
                                ? "no tensor " + tensor.name()
                                : "the shape " + entry.shape() + " for " + tensor.name())
                        + "; this network needs " + tensor.name() + " of shape " + shape
                        + ". Tensors are named as those of torch.nn.Sequential.");
            }
            matching.add(entry);
        }
        if (!entries.isEmpty()) {
            throw refused("The uploaded model has a tensor "
                    + entries.keySet().iterator().next()
                    + ", which this network has not; choose the network that it was saved from.");
        }
        return matching;
    }

    private static TributaryException refused(String message) {
        return TributaryException.ofField(ErrorCode.INVALID_SPEC, "start.model", message);
    }

    private static void copy(SeekableByteChannel file, long numbers, Entry entry, ArtifactWriter writer)
            throws IOException {
        file.position(numbers + entry.begin());
        ByteBuffer piece = ByteBuffer.allocate(PIECE);
        for (long left = entry.end() - entry.begin(); left > 0; left -= piece.limit()) {
            piece.clear().limit((int) Math.min(PIECE, left));
            while (piece.hasRemaining()) {
                if (file.read(piece) < 0) {
                    throw new IOException("The model ends early");
                }
            }
            writer.write(piece.flip());
        }
    }

    private static Sha256 hash(FileChannel file) throws IOException {
        MessageDigest digest = Sha256.digest();
        ByteBuffer piece = ByteBuffer.allocate(PIECE);
        while (file.read(piece.clear()) >= 0) {
            digest.update(piece.flip());
        }
        return Sha256.of(digest);
    }
}
