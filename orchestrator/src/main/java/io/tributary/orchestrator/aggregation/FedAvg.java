package io.tributary.orchestrator.aggregation;

import java.io.IOException;

/**
 * Federated averaging: w + sum_k p_k (w_k - w), with p_k the clients' shares. McMahan et al. 2017 (arXiv 1602.05629),
 * algorithm 1, written for differences; the sum runs in client order in 32-bit floats.
 */
final class FedAvg implements Aggregator {
    @Override
    public String id() {
        return "fedavg";
    }

    @Override
    public String title() {
        return "FedAvg";
    }

    @Override
    public String description() {
        return "The average of the clients' models; the baseline, and hard to beat when their data are alike.";
    }

    @Override
    public String source() {
        return "McMahan et al. 2017, arXiv 1602.05629";
    }

    @Override
    public void aggregate(float[] weights, int length, UpdateTiles updates) throws IOException {
        for (int k = 0; k < updates.count(); k++) {
            addScaled(weights, updates.read(k), updates.share(k), length);
        }
    }

    /** Alone in its method so that the compiler vectorises it. */
    private static void addScaled(float[] sum, float[] update, float share, int length) {
        for (int i = 0; i < length; i++) {
            sum[i] += share * update[i];
        }
    }
}
