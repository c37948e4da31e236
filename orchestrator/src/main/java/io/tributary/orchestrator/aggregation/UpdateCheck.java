package io.tributary.orchestrator.aggregation;

import io.tributary.protocol.artifact.ArtifactStore;
import io.tributary.protocol.artifact.Sha256;
import io.tributary.protocol.compression.Compressor;
import io.tributary.protocol.error.ErrorCode;
import io.tributary.protocol.error.TributaryException;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.NoSuchFileException;

/** Decides whether an update may count: the frame fits the model and every number is finite and not absurd. */
public final class UpdateCheck {
    /** No difference of weights that still learn is larger, and sums over all clients that there can be stay finite below it. */
    private static final float LARGEST = 1e9f;

    private final ArtifactStore artifacts;

    public UpdateCheck(ArtifactStore artifacts) {
        this.artifacts = artifacts;
    }

    /**
     * @param numbers how many an update has
     * @throws TributaryException UPDATE_REFUSED with the reason
     */
    public void check(Sha256 update, Compressor compressor, long numbers) throws IOException {
        try (SeekableByteChannel frame = artifacts.open(update)) {
            compressor.check(frame, numbers, LARGEST);
        } catch (NoSuchFileException e) {
            throw absent(e);
        }
    }

    /**
     * Of masked numbers only how many there are can be seen.
     *
     * @throws TributaryException UPDATE_REFUSED with the reason
     */
    public void checkMasked(Sha256 update, long parameters) throws IOException {
        try {
            long bytes = artifacts.size(update);
            if (bytes != Integer.BYTES * parameters) {
                throw new TributaryException(
                        ErrorCode.UPDATE_REFUSED,
                        "The masked update has " + bytes + " bytes; one of " + parameters + " parameters has "
                                + Integer.BYTES * parameters + ".");
            }
        } catch (NoSuchFileException e) {
            throw absent(e);
        }
    }

    private static TributaryException absent(NoSuchFileException e) {
        return new TributaryException(ErrorCode.UPDATE_REFUSED, "The update was announced but never arrived.", e);
    }
}
