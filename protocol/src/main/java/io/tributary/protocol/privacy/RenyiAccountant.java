package io.tributary.protocol.privacy;

import java.util.stream.IntStream;

/**
 * What rounds of a gaussian mechanism on a random part of the clients have revealed, as (epsilon, delta) differential
 * privacy of a client.
 *
 * <p>Renyi divergence of the sampled gaussian mechanism at whole orders: Mironov, Talwar and Zhang 2019 (arXiv
 * 1908.10530), section 3.3: with sampling rate q and noise multiplier z, exp((a - 1) R(a)) = sum_k C(a, k) (1 - q)^(a -
 * k) q^k exp((k^2 - k) / (2 z^2)). Rounds add up. To epsilon by Canonne, Kamath and Steinke 2020 (arXiv 2004.00010),
 * proposition 12: epsilon = R + log((a - 1) / a) - (log delta + log a) / (a - 1), the least over some orders: each is a
 * bound, so leaving some out never tells too little. Immutable.
 *
 * <p>Deviation: the theorem samples each client by a coin of its own; rounds here draw a fixed number, for which it is
 * the usual approximation.
 */
public final class RenyiAccountant {
    /** All up to 64, from there on in steps of a tenth: the bound is flat around its least. */
    private static final int[] ORDERS = IntStream.iterate(
                    2, order -> order <= 1024, order -> order < 64 ? order + 1 : order + order / 10)
            .toArray();

    /** For each order, of one round. */
    private final double[] divergences = new double[ORDERS.length];

    /** For each order, what turns a divergence into epsilon. */
    private final double[] conversions = new double[ORDERS.length];

    /**
     * @param rate share of the clients that a round draws at random, in (0, 1]; 1 where the draw is not random
     * @param noise the noise multiplier: the noise's standard deviation in clip norms, above 0
     * @param delta in (0, 1)
     */
    public RenyiAccountant(double rate, double noise, double delta) {
        for (int i = 0; i < ORDERS.length; i++) {
            int order = ORDERS[i];
            divergences[i] = divergence(rate, noise, order);
            conversions[i] =
                    StrictMath.log1p(-1.0 / order) - (StrictMath.log(delta) + StrictMath.log(order)) / (order - 1);
        }
    }

    /**
     * @param rounds at least 0
     * @return epsilon, at least 0; {@link Double#MAX_VALUE} where there is next to no noise
     */
    public double epsilon(int rounds) {
        if (rounds == 0) {
            return 0;
        }
        double best = Double.MAX_VALUE;
        for (int i = 0; i < ORDERS.length; i++) {
            best = Math.min(best, rounds * divergences[i] + conversions[i]);
        }
        return Math.max(0, best);
    }

    /** As {@link #epsilon(int)}, of one number of rounds. */
    public static double epsilon(double rate, double noise, int rounds, double delta) {
        return new RenyiAccountant(rate, noise, delta).epsilon(rounds);
    }

    /** Of one round, at a whole order of at least 2. */
    static double divergence(double rate, double noise, int order) {
        if (rate == 1) {
            return order / (2 * noise * noise);
        }
        double logChoose = 0;
        double logSum = order * StrictMath.log1p(-rate);
        for (int k = 1; k <= order; k++) {
            logChoose += StrictMath.log((double) (order - k + 1) / k);
            double term = logChoose
                    + (order - k) * StrictMath.log1p(-rate)
                    + k * StrictMath.log(rate)
                    + ((double) k * k - k) / (2 * noise * noise);
            // No sum is below 0, but for rounding; next to no noise makes 0 / 0 of the first power.
            logSum = addLogs(logSum, Double.isNaN(term) ? Double.POSITIVE_INFINITY : term);
        }
        return Math.max(0, logSum) / (order - 1);
    }

    private static double addLogs(double a, double b) {
        double larger = Math.max(a, b);
        return Double.isInfinite(larger) ? larger : larger + StrictMath.log1p(StrictMath.exp(Math.min(a, b) - larger));
    }
}
