package io.tributary.protocol.compression;

import io.tributary.protocol.error.ErrorCode;
import io.tributary.protocol.error.TributaryException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * One way to pack numbers, with its settings: an update on the way up, the model's change or the model itself on the way
 * down. Stateless and safe for use by many threads.
 */
public interface Compressor {

    /** Bytes of the whole frame for so many parameters: exact, whatever the numbers are, unless frames {@link #vary}. */
    long frameSize(long parameters);

    /** Whether a frame may have fewer bytes than {@link #frameSize} says, by what its numbers are. */
    default boolean vary() {
        return false;
    }

    /** Whether a frame is read from its first byte to its last; otherwise in several places by turns. */
    default boolean sequential() {
        return true;
    }

    /**
     * Packs numbers.
     *
     * @param numbers little-endian floats, all finite, at least one; left as they are
     * @param random for schemes that round at random
     * @return the frame as buffers to send one after the other; may share memory with {@code numbers}
     * @throws TributaryException UPDATE_REFUSED where a number is NaN or infinite and the scheme has no way to say so
     */
    ByteBuffer[] encode(ByteBuffer numbers, UniformRandomProvider random);

    /**
     * Opens a frame.
     *
     * @param frame the whole frame; the reader closes it
     * @throws TributaryException UPDATE_REFUSED where the frame is not one of exactly {@code parameters} numbers in this
     *     scheme; checked before memory is taken
     */
    UpdateReader open(SeekableByteChannel frame, long parameters) throws IOException;

    /**
     * Checks a frame that came from elsewhere.
     *
     * @param frame the whole frame, left open
     * @throws TributaryException UPDATE_REFUSED where it is not one of exactly {@code parameters} finite numbers
     */
    default void check(SeekableByteChannel frame, long parameters) throws IOException {
        check(frame, parameters, Float.MAX_VALUE);
    }

    /**
     * Checks a frame whose numbers have a bound.
     *
     * @param largest none may be beyond it, in either direction
     * @throws TributaryException UPDATE_REFUSED where one is, and as above
     */
    default void check(SeekableByteChannel frame, long parameters, float largest) throws IOException {
        UpdateReader reader = open(frame, parameters);
        float[] tile = new float[(int) Math.min(parameters, 16 * 1024)];
        for (long left = parameters; left > 0; left -= tile.length) {
            int length = (int) Math.min(tile.length, left);
            reader.read(tile, length);
            if (!FiniteNumbers.all(tile, length, largest)) {
                throw refused("The update holds NaN or infinite numbers, or some beyond " + largest
                        + ": training diverged; lower the learning rate.");
            }
        }
    }

    /** Whether numbers come back other than they went in, so that there is an error to feed back. */
    default boolean lossy() {
        return true;
    }

    /** A refusal with its reason. */
    static TributaryException refused(String reason) {
        return new TributaryException(ErrorCode.UPDATE_REFUSED, reason);
    }
}
