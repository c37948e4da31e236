package io.tributary.protocol.aggregation;

/**
 * Coordinate-wise median of the differences, all clients alike; the mean of the middle two where their number is even.
 * Yin et al. 2018 (arXiv 1803.01498), definition 1 and algorithm 1 (option I).
 */
final class Median implements Strategy {
    @Override
    public About about() {
        return new About(
                "median",
                "Median",
                "The middle of the clients' numbers, weight by weight; liars move it little. All count alike.",
                "Yin et al. 2018, arXiv 1803.01498");
    }

    @Override
    public ServerRule server(Parameters parameters) {
        return Columns.rule(sorted -> {
            int middle = sorted.length / 2;
            return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        });
    }
}
