package io.tributary.orchestrator.aggregation;

import io.tributary.protocol.artifact.ArtifactStore;
import io.tributary.protocol.artifact.Sha256;
import io.tributary.protocol.compression.Compressor;
import io.tributary.protocol.compression.UpdateReader;
import io.tributary.protocol.error.ErrorCode;
import io.tributary.protocol.error.TributaryException;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.NoSuchFileException;

/** Decides whether an update may count: the frame fits the model and every number is finite. */
public final class UpdateCheck {
    private final ArtifactStore artifacts;
    private final float[] tile = new float[TiledAggregation.TILE];

    public UpdateCheck(ArtifactStore artifacts) {
        this.artifacts = artifacts;
    }

    /**
     * @param parameters how many the model has
     * @throws TributaryException UPDATE_REFUSED with the reason
     */
    public void check(Sha256 update, Compressor compressor, long parameters) throws IOException {
        try (SeekableByteChannel frame = artifacts.open(update);
                UpdateReader reader = compressor.open(frame, parameters)) {
            for (long from = 0; from < parameters; from += tile.length) {
                int length = (int) Math.min(tile.length, parameters - from);
                reader.read(tile, length);
                if (!allFinite(tile, length)) {
                    throw new TributaryException(
                            ErrorCode.UPDATE_REFUSED,
                            "The update holds NaN or infinite numbers: training diverged; lower the learning rate.");
                }
            }
        } catch (NoSuchFileException e) {
            throw new TributaryException(ErrorCode.UPDATE_REFUSED, "The update was announced but never arrived.", e);
        }
    }

    /** x * 0 is 0 for a finite x and NaN for any other; the sum keeps the NaN. */
    private static boolean allFinite(float[] numbers, int length) {
        float sum0 = 0;
        float sum1 = 0;
        float sum2 = 0;
        float sum3 = 0;
        int i = 0;
        for (; i + 3 < length; i += 4) {
            sum0 += numbers[i] * 0f;
            sum1 += numbers[i + 1] * 0f;
            sum2 += numbers[i + 2] * 0f;
            sum3 += numbers[i + 3] * 0f;
        }
        for (; i < length; i++) {
            sum0 += numbers[i] * 0f;
        }
        return sum0 + sum1 + sum2 + sum3 == 0;
    }
}
