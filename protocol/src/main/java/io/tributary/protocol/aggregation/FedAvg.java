package io.tributary.protocol.aggregation;

/**
 * Federated averaging: w + sum_k p_k (w_k - w), with p_k the clients' shares. McMahan et al. 2017 (arXiv 1602.05629),
 * algorithm 1, written for differences; the sum runs in client order in 32-bit floats.
 */
final class FedAvg implements Strategy {
    /** The average of the clients' models, without memory. */
    static final ServerRule AVERAGE = participants -> {
        float[] shares = participants.shares();
        return (weights, memory, length, updates) -> Sums.add(weights, updates, shares, length);
    };

    @Override
    public About about() {
        return new About(
                "fedavg",
                "FedAvg",
                "The average of the clients' models; the baseline, and hard to beat when their data are alike.",
                "McMahan et al. 2017, arXiv 1602.05629");
    }

    @Override
    public boolean plainMean() {
        return true;
    }
}
