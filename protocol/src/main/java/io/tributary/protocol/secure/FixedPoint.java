package io.tributary.protocol.secure;

import io.tributary.protocol.error.ErrorCode;
import io.tributary.protocol.error.TributaryException;

/**
 * Weighted updates as whole numbers modulo 2^32, in which masks cancel exactly. A number d of a client with weight n of all the round's
 * N becomes the nearest whole number to d n / N 2^30 / {@link #RANGE}: with all clients the sum of absolute values stays below 2^31, so
 * that it does not wrap, and half a step for each client is the error of the sum. The mean of m clients that carry the share s of all
 * weights is off by less than m / s 3.8e-9 in each number.
 *
 * <p>Numbers beyond the range are cut to it: no weight that learns moves by 8 in a round.
 */
public final class FixedPoint {
    /** The greatest change of a weight in a round. */
    public static final double RANGE = 8;

    private static final double SCALE = (1 << 30) / RANGE;

    private FixedPoint() {}

    /**
     * A client's side.
     *
     * @param share of the client of all the round's weights, in (0, 1]
     * @throws TributaryException TRAINING_FAILED where one is not finite: nobody could see it in the sum
     */
    public static void encode(float[] numbers, int length, double share, int[] encoded) {
        double factor = share * SCALE;
        for (int i = 0; i < length; i++) {
            if (!Float.isFinite(numbers[i])) {
                throw new TributaryException(
                        ErrorCode.TRAINING_FAILED, "The update holds numbers that are not finite.");
            }
            encoded[i] = (int) Math.rint(Math.max(-RANGE, Math.min(RANGE, numbers[i])) * factor);
        }
    }

    /**
     * The server's side.
     *
     * @param sums without masks
     * @param share of those who are summed up of all the round's weights, in (0, 1]
     */
    public static void mean(int[] sums, int length, double share, float[] mean) {
        double factor = 1 / (share * SCALE);
        for (int i = 0; i < length; i++) {
            mean[i] = (float) (sums[i] * factor);
        }
    }

    /** The greatest absolute value that a sum can have where every mask is off it. */
    public static double bound(int clients, double share) {
        return share * (1 << 30) + clients;
    }
}
