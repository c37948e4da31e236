package io.tributary.orchestrator.secure;

import io.tributary.protocol.artifact.ArtifactStore;
import io.tributary.protocol.artifact.ArtifactWriter;
import io.tributary.protocol.artifact.Durability;
import io.tributary.protocol.artifact.Sha256;
import io.tributary.protocol.compression.Compressors;
import io.tributary.protocol.error.ErrorCode;
import io.tributary.protocol.error.TributaryException;
import io.tributary.protocol.secure.FixedPoint;
import io.tributary.protocol.secure.Mask;
import io.tributary.protocol.secure.MaskStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Adds masked updates up, takes the masks off the sum and leaves the mean of the updates, a frame of floats. Tile by tile, so that memory
 * does not grow with the model; sums modulo 2^32 do not depend on any order.
 */
public final class MaskedSum {
    private static final int TILE = 64 * 1024;

    private final ArtifactStore artifacts;
    private final long parameters;
    private final int[] sum = new int[TILE];
    private final int[] numbers = new int[TILE];
    private final float[] mean = new float[TILE];
    private final ByteBuffer bytes =
            ByteBuffer.allocateDirect(Integer.BYTES * TILE).order(ByteOrder.LITTLE_ENDIAN);
    private final MaskStream stream = new MaskStream();

    public MaskedSum(ArtifactStore artifacts, long parameters) {
        this.artifacts = artifacts;
        this.parameters = parameters;
    }

    /**
     * @param updates the artifacts of the masked updates
     * @param masks that are left in their sum
     * @param share of their clients of all weights that were masked
     * @return an update as of one client, in scheme {@code none}
     * @throws TributaryException UPDATE_REFUSED where the sum is none of numbers within the range: then masks are left
     */
    public Sha256 mean(List<Sha256> updates, List<Mask> masks, double share) throws IOException {
        List<SeekableByteChannel> files = new ArrayList<>();
        ByteBuffer header = Compressors.plainHeader(parameters);
        try (ArtifactWriter writer =
                artifacts.write(Durability.VOLATILE, header.remaining() + Float.BYTES * parameters)) {
            for (Sha256 update : updates) {
                files.add(artifacts.open(update));
            }
            writer.write(header);
            double bound = FixedPoint.bound(updates.size(), share);
            for (long from = 0; from < parameters; from += TILE) {
                int length = (int) Math.min(TILE, parameters - from);
                add(files, length);
                for (Mask mask : masks) {
                    stream.add(mask.negated(), sum, length, from);
                }
                check(length, bound);
                FixedPoint.mean(sum, length, share, mean);
                bytes.clear().limit(Float.BYTES * length);
                bytes.asFloatBuffer().put(mean, 0, length);
                writer.write(bytes);
            }
            return writer.finish();
        } finally {
            for (SeekableByteChannel file : files) {
                file.close();
            }
        }
    }

    private void add(List<SeekableByteChannel> files, int length) throws IOException {
        Arrays.fill(sum, 0, length, 0);
        for (SeekableByteChannel file : files) {
            bytes.clear().limit(Integer.BYTES * length);
            while (bytes.hasRemaining()) {
                if (file.read(bytes) < 0) {
                    throw new EOFException("A masked update ends early");
                }
            }
            bytes.flip().asIntBuffer().get(numbers, 0, length);
            for (int i = 0; i < length; i++) {
                sum[i] += numbers[i];
            }
        }
    }

    private void check(int length, double bound) {
        for (int i = 0; i < length; i++) {
            if (Math.abs((double) sum[i]) > bound) {
                throw new TributaryException(
                        ErrorCode.UPDATE_REFUSED,
                        "The sum is no sum of updates: a client has masked its own with other keys than it has shared,"
                                + " or sent numbers beyond the range");
            }
        }
    }
}
