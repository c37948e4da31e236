package io.tributary.protocol.privacy;

/**
 * Shortens vectors to a length that noise can hide. McMahan et al. 2018 (arXiv 1710.06963), section 2.2: d min(1, S /
 * |d|).
 */
public final class Clipping {
    private Clipping() {}

    /**
     * What a vector is to be multiplied by.
     *
     * @param squares the sum of its squares
     * @param norm the greatest length, above 0
     */
    public static float factor(double squares, double norm) {
        double length = Math.sqrt(squares);
        return length <= norm ? 1 : (float) (norm / length);
    }
}
