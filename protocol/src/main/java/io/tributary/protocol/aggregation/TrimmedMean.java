package io.tributary.protocol.aggregation;

import java.util.List;
import java.util.Optional;

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

    /** A share that comes to nobody, which would be the plain mean by another name. */
    @Override
    public Optional<Refusal> refuse(Parameters parameters, int clients) {
        double fraction = parameters.get(TRIM);
        if (fraction == 0 || out(fraction, clients) > 0) {
            return Optional.empty();
        }
        String reason =
                fraction + " of " + clients + " clients a round is less than one, so nobody would be left out; ";
        return Optional.of(new Refusal(
                TRIM.name(),
                reason
                        + (clients < 3
                                ? "select at least 3 clients a round, or use fedavg."
                                : "use at least " + Math.ceil(1000.0 / clients) / 1000 + ", or select more clients.")));
    }

    /** How many are left out at each end. */
    private static int out(double fraction, int clients) {
        // A share written as 0.29 of 100 means 29, whatever its binary neighbour says.
        return Math.min((int) Math.floor(fraction * clients + 1e-9), (clients - 1) / 2);
    }

    @Override
    public ServerRule server(Parameters parameters) {
        double fraction = parameters.get(TRIM);
        return Columns.rule(sorted -> {
            int out = out(fraction, sorted.length);
            double sum = 0;
            for (int k = out; k < sorted.length - out; k++) {
                sum += sorted[k];
            }
            return (float) (sum / (sorted.length - 2 * out));
        });
    }
}
