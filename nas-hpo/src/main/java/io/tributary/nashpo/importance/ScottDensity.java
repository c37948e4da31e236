package io.tributary.nashpo.importance;

import java.util.Arrays;
import org.apache.commons.numbers.gamma.ErfDifference;

/**
 * Densities over a grid from how often each point was seen, smoothed by Scott's rule (Scott 1992), with a prior over all points
 * that weighs as much as one observation. Each sums to 1.
 */
final class ScottDensity {
    private static final double SQRT2 = StrictMath.sqrt(2);
    /** At least nine tenths of a kernel stay within the point that was seen: 1.64 standard deviations on half a step. */
    private static final double LEAST = 0.5 / 1.64;

    private ScottDensity() {}

    static double[] ofNumbers(int[] counts) {
        int points = counts.length;
        double width = width(counts);
        double total = Arrays.stream(counts).sum() + 1;
        double[] density = new double[points];
        for (int seen = 0; seen < points; seen++) {
            if (counts[seen] > 0) {
                add(density, seen, width, counts[seen] / total);
            }
        }
        add(density, (points - 1) / 2.0, points, 1 / total);
        return density;
    }

    static double[] ofChoices(int[] counts) {
        int kernels = 1 + (int) Arrays.stream(counts).filter(count -> count > 0).count();
        double total = Arrays.stream(counts).sum() + 1;
        double share = 1.0 / kernels;
        double[] density = new double[counts.length];
        Arrays.fill(density, 1.0 / counts.length / total);
        for (int seen = 0; seen < counts.length; seen++) {
            for (int i = 0; counts[seen] > 0 && i < counts.length; i++) {
                density[i] += counts[seen] / total * (share + (i == seen ? 1 : 0)) / (1 + counts.length * share);
            }
        }
        return density;
    }

    private static void add(double[] density, double middle, double width, double weight) {
        int points = density.length;
        double whole = mass(-0.5, points - 0.5, middle, width);
        for (int i = 0; i < points; i++) {
            density[i] += weight * mass(i - 0.5, i + 0.5, middle, width) / whole;
        }
    }

    private static double mass(double from, double to, double middle, double width) {
        return 0.5 * ErfDifference.value((from - middle) / (SQRT2 * width), (to - middle) / (SQRT2 * width));
    }

    /** 1.059 min(deviation, interquartile range / 1.34) n^(-1/5), in grid steps. */
    private static double width(int[] counts) {
        int n = Arrays.stream(counts).sum();
        double mean = 0;
        for (int i = 0; i < counts.length; i++) {
            mean += (double) i * counts[i] / n;
        }
        double squares = 0;
        for (int i = 0; i < counts.length; i++) {
            squares += counts[i] * (i - mean) * (i - mean);
        }
        double deviation = StrictMath.sqrt(squares / Math.max(1, n - 1));
        double range = quartile(counts, 3 * n / 4, true) - (double) quartile(counts, n / 4, false);
        return Math.max(LEAST, 1.059 * Math.min(range / 1.34, deviation) * StrictMath.pow(n, -0.2));
    }

    /** The first point seen at which the counts so far reach the target, or pass it; else the last one seen. */
    private static int quartile(int[] counts, int target, boolean pass) {
        int sum = 0;
        int last = 0;
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] > 0) {
                sum += counts[i];
                last = i;
                if (pass ? sum > target : sum >= target) {
                    return i;
                }
            }
        }
        return last;
    }
}
