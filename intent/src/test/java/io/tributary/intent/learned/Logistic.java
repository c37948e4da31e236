package io.tributary.intent.learned;

import java.util.stream.IntStream;

/** Logistic regression with a quadratic penalty, by Newton's method (iteratively reweighted least squares). */
final class Logistic {
    private static final int STEPS = 30;
    private static final double NEARLY = 1e-6;

    private Logistic() {}

    static double probability(double[] weights, double[] features) {
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            sum += weights[i] * features[i];
        }
        return 1 / (1 + Math.exp(-Math.max(-30, Math.min(30, sum))));
    }

    /**
     * The weights that fit best.
     *
     * @param features a row for each example, whose last number is 1
     * @param wanted 0 or 1 for each
     * @param importance of each
     * @param penalty of the squares of all weights but the last
     */
    static double[] fit(double[][] features, double[] wanted, double[] importance, double penalty) {
        int size = features[0].length;
        double[] weights = new double[size];
        double largest = 1;
        for (int step = 0; step < STEPS && largest > NEARLY; step++) {
            double[][] curve = new double[size][size];
            double[] slope = new double[size];
            for (int i = 0; i < size; i++) {
                double stiff = i == size - 1 ? NEARLY : penalty;
                curve[i][i] = stiff;
                slope[i] = stiff * weights[i];
            }
            for (int row = 0; row < features.length; row++) {
                add(curve, slope, weights, features[row], wanted[row], importance[row]);
            }
            double[] change = solve(curve, slope);
            largest = 0;
            for (int i = 0; i < size; i++) {
                weights[i] -= change[i];
                largest = Math.max(largest, Math.abs(change[i]));
            }
        }
        return weights;
    }

    private static void add(
            double[][] curve, double[] slope, double[] weights, double[] x, double wanted, double importance) {
        double p = probability(weights, x);
        int[] filled = IntStream.range(0, x.length).filter(i -> x[i] != 0).toArray();
        for (int a = 0; a < filled.length; a++) {
            int i = filled[a];
            slope[i] += importance * (p - wanted) * x[i];
            double factor = importance * p * (1 - p) * x[i];
            for (int b = 0; b <= a; b++) {
                curve[i][filled[b]] += factor * x[filled[b]];
            }
        }
    }

    /** Solves a symmetric positive system by Cholesky's method; only the lower half of the matrix is read, and overwritten. */
    private static double[] solve(double[][] matrix, double[] right) {
        int size = right.length;
        for (int i = 0; i < size; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = matrix[i][j];
                for (int k = 0; k < j; k++) {
                    sum -= matrix[i][k] * matrix[j][k];
                }
                matrix[i][j] = i == j ? Math.sqrt(sum) : sum / matrix[j][j];
            }
        }
        double[] solution = right.clone();
        for (int i = 0; i < size; i++) {
            for (int k = 0; k < i; k++) {
                solution[i] -= matrix[i][k] * solution[k];
            }
            solution[i] /= matrix[i][i];
        }
        for (int i = size - 1; i >= 0; i--) {
            for (int k = i + 1; k < size; k++) {
                solution[i] -= matrix[k][i] * solution[k];
            }
            solution[i] /= matrix[i][i];
        }
        return solution;
    }
}
