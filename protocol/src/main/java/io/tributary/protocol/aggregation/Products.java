package io.tributary.protocol.aggregation;

/**
 * The inner products of a round's updates, added up over slices of the parameters: all that is needed for distances
 * between updates and combinations of them. In 64-bit floats and in the order of the slices, so that the bits do not
 * depend on arrival.
 */
public final class Products {
    private final double[][] sums;

    /** Of so many updates, all 0 until slices are added. */
    public Products(int updates) {
        this.sums = new double[updates][updates];
    }

    /** Adds the products of a slice: a row for each update, of which the first {@code length} numbers count. */
    public void add(float[][] rows, int length) {
        for (int k = 0; k < rows.length; k++) {
            for (int l = 0; l <= k; l++) {
                double sum = product(rows[k], rows[l], length);
                sums[k][l] += sum;
                if (l < k) {
                    sums[l][k] += sum;
                }
            }
        }
    }

    /** Of two updates. */
    double of(int one, int other) {
        return sums[one][other];
    }

    /** Four sums side by side: one alone waits for each addition. */
    private static double product(float[] x, float[] y, int length) {
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        int i = 0;
        for (; i + 3 < length; i += 4) {
            a += (double) x[i] * y[i];
            b += (double) x[i + 1] * y[i + 1];
            c += (double) x[i + 2] * y[i + 2];
            d += (double) x[i + 3] * y[i + 3];
        }
        for (; i < length; i++) {
            a += (double) x[i] * y[i];
        }
        return a + b + c + d;
    }
}
