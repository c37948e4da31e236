package io.tributary.protocol.data;

/**
 * Sums over the tested examples of a task that predicts a number; those of several sites add up. The numbers are scaled as
 * the {@link Encoding} says: multiply an error by the deviation of what is predicted to have it in its own unit.
 *
 * @param absolute sum of |prediction - truth|
 * @param squares sum of (prediction - truth)^2
 * @param truth what is true
 */
public record Residuals(double absolute, double squares, Moments truth) {
    /** The sums of both. */
    public Residuals plus(Residuals other) {
        return new Residuals(absolute + other.absolute, squares + other.squares, truth.plus(other.truth));
    }

    /** Mean absolute error, 0 of nothing. */
    public double meanAbsoluteError() {
        return truth.count() == 0 ? 0 : absolute / truth.count();
    }

    /**
     * The coefficient of determination R^2 = 1 - squares / (sum of (truth - mean)^2): 1 is perfect, 0 as good as always
     * saying the mean. 0 where the truth does not vary.
     */
    public double determination() {
        double spread = truth.squares() - truth.sum() * truth.mean();
        return spread > 1e-12 * Math.max(1, truth.squares()) ? 1 - squares / spread : 0;
    }
}
