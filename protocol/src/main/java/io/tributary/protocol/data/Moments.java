package io.tributary.protocol.data;

/**
 * Sums over the numbers of one column, or over all pixels of images scaled to 0..1: enough for a mean and a deviation, and
 * all that leaves a site.
 *
 * @param count numbers that are there, without the missing ones
 * @param sum of them
 * @param squares sum of their squares
 */
public record Moments(long count, double sum, double squares) {
    /** The moments of both. */
    public Moments plus(Moments other) {
        return new Moments(count + other.count, sum + other.sum, squares + other.squares);
    }

    /** The mean, 0 of nothing. */
    public double mean() {
        return count == 0 ? 0 : sum / count;
    }

    /** The standard deviation of the numbers themselves (divided by their count), 1 where they do not vary. */
    public double deviation() {
        double variance = count == 0 ? 0 : squares / count - mean() * mean();
        return variance > 1e-12 * Math.max(1, mean() * mean()) ? Math.sqrt(variance) : 1;
    }
}
