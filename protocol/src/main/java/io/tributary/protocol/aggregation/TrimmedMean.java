package io.tributary.protocol.aggregation;

import java.util.List;

/**
 * Coordinate-wise mean of the differences without the largest and the smallest: floor(trimFraction x count) of them at
 * each end, and never all. Yin et al. 2018 (arXiv 1803.01498), definition 2 and algorithm 1 (option II); trimFraction
 * is their beta.
 */
final class TrimmedMean implements Strategy {
    private static final Parameter TRIM = new Parameter(
            "trimFraction",
            "Trimmed share",
            "Share of the clients that is left out at each end, weight by weight; at least the share that may lie.",
            0.1,
            0,
            false,
            0.5,
            true,
            false);

    @Override
    public About about() {
        return new About(
                "trimmed-mean",
                "Trimmed mean",
                "The mean without the most extreme numbers, weight by weight; all clients count alike.",
                "Yin et al. 2018, arXiv 1803.01498");
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(TRIM);
    }

    @Override
    public ServerRule server(Parameters parameters) {
        double fraction = parameters.get(TRIM);
        return Columns.rule(sorted -> {
            // A share written as 0.29 of 100 means 29, whatever its binary neighbour says.
            int out = Math.min((int) Math.floor(fraction * sorted.length + 1e-9), (sorted.length - 1) / 2);
            double sum = 0;
            for (int k = out; k < sorted.length - out; k++) {
                sum += sorted[k];
            }
            return (float) (sum / (sorted.length - 2 * out));
        });
    }
}
