package io.tributary.protocol.privacy;

/**
 * What rounds of a gaussian mechanism on a random part of the clients have revealed, as (epsilon, delta) differential
 * privacy of a client.
 *
 * <p>Renyi divergence of the sampled gaussian mechanism at whole orders: Mironov, Talwar and Zhang 2019 (arXiv
 * 1908.10530), section 3.3: with sampling rate q and noise multiplier z, exp((a - 1) R(a)) = sum_k C(a, k) (1 - q)^(a -
 * k) q^k exp((k^2 - k) / (2 z^2)). Rounds add up. To epsilon by Canonne, Kamath and Steinke 2020 (arXiv 2004.00010),
 * proposition 12: epsilon = R + log((a - 1) / a) - (log delta + log a) / (a - 1), the least over all orders.
 *
 * <p>Deviation: the theorem samples each client by a coin of its own; rounds here draw a fixed number, for which it is
 * the usual approximation.
 */
public final class RenyiAccountant {
    private static final int LARGEST_ORDER = 512;

    private RenyiAccountant() {}

    /**
     * @param rate share of the clients that a round draws at random, in (0, 1]; 1 where the draw is not random
     * @param noise the noise multiplier: the noise's standard deviation in clip norms, above 0
     * @param rounds at least 0
     * @param delta in (0, 1)
     * @return epsilon, at least 0
     */
    public static double epsilon(double rate, double noise, int rounds, double delta) {
        if (rounds == 0) {
            return 0;
        }
        double best = Double.POSITIVE_INFINITY;
        for (int order = 2; order <= LARGEST_ORDER; order++) {
            double total = rounds * divergence(rate, noise, order);
            double epsilon = total
                    + StrictMath.log1p(-1.0 / order)
                    - (StrictMath.log(delta) + StrictMath.log(order)) / (order - 1);
            best = Math.min(best, epsilon);
        }
        return Math.max(0, best);
    }

    /** Of one round, at a whole order of at least 2. */
    static double divergence(double rate, double noise, int order) {
        if (rate == 1) {
            return order / (2 * noise * noise);
        }
        double logChoose = 0;
        double logSum = Double.NEGATIVE_INFINITY;
        for (int k = 0; k <= order; k++) {
            if (k > 0) {
                logChoose += StrictMath.log((double) (order - k + 1) / k);
            }
            double term = logChoose
                    + (order - k) * StrictMath.log1p(-rate)
                    + k * StrictMath.log(rate)
                    + ((double) k * k - k) / (2 * noise * noise);
            logSum = addLogs(logSum, term);
        }
        return logSum / (order - 1);
    }

    private static double addLogs(double a, double b) {
        double larger = Math.max(a, b);
        return larger == Double.NEGATIVE_INFINITY
                ? larger
                : larger + StrictMath.log1p(StrictMath.exp(Math.min(a, b) - larger));
    }
}
