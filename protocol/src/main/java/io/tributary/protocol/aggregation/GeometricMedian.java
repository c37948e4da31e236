package io.tributary.protocol.aggregation;

import java.util.Arrays;

/**
 * The point with the least mean distance to all differences, by smoothed Weiszfeld steps: z = sum_k b_k d_k with b_k
 * proportional to p_k / max(nu, |d_k - z|), from the mean on. Pillutla et al. 2022 (arXiv 1912.13445, "RFA"), algorithm
 * 2; as z stays a combination of the differences, all is done with their inner products. Deviation: up to 32 steps or
 * until b rests, where the paper does 3; nu is 1e-6 of the mean distance, so that the scale does not matter.
 */
final class GeometricMedian implements Strategy {
    private static final int MOST_STEPS = 32;
    private static final double SMOOTHING = 1e-6;
    private static final double AT_REST = 1e-7;

    @Override
    public About about() {
        return new About(
                "geometric-median",
                "Geometric median",
                "The point closest to all updates together; bears liars without a guess of their number.",
                "Pillutla et al. 2022, arXiv 1912.13445");
    }

    @Override
    public ServerRule server(Parameters parameters) {
        return (Combination) GeometricMedian::weiszfeld;
    }

    private static float[] weiszfeld(Participants participants) {
        float[] shares = participants.shares();
        double[] factors = new double[shares.length];
        for (int k = 0; k < shares.length; k++) {
            factors[k] = shares[k];
        }
        double least = 0;
        for (int step = 0; step < MOST_STEPS; step++) {
            double[] distances = distances(participants, factors);
            if (step == 0) {
                least = SMOOTHING * Arrays.stream(distances).average().orElse(0);
                if (least == 0) {
                    return shares;
                }
            }
            double[] next = new double[shares.length];
            double sum = 0;
            for (int k = 0; k < next.length; k++) {
                next[k] = shares[k] / Math.max(least, distances[k]);
                sum += next[k];
            }
            double moved = 0;
            for (int k = 0; k < next.length; k++) {
                next[k] /= sum;
                moved = Math.max(moved, Math.abs(next[k] - factors[k]));
            }
            factors = next;
            if (moved < AT_REST) {
                break;
            }
        }
        float[] result = new float[factors.length];
        for (int k = 0; k < result.length; k++) {
            result[k] = (float) factors[k];
        }
        return result;
    }

    /** Of each difference from their combination by these factors. */
    private static double[] distances(Participants participants, double[] factors) {
        int count = factors.length;
        double[] along = new double[count];
        double square = 0;
        for (int k = 0; k < count; k++) {
            for (int l = 0; l < count; l++) {
                along[k] += factors[l] * participants.product(k, l);
            }
            square += factors[k] * along[k];
        }
        double[] distances = new double[count];
        for (int k = 0; k < count; k++) {
            distances[k] = Math.sqrt(Math.max(0, participants.product(k, k) - 2 * along[k] + square));
        }
        return distances;
    }
}
