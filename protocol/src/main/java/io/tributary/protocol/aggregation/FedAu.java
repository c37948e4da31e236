package io.tributary.protocol.aggregation;

import java.util.List;

/**
 * Averaging under unknown participation: a client counts by how long it stays away on average, so that all count alike
 * in the long run. w += (1/N) sum_k a_k d_k over all N clients, a_k the running mean of the gaps between the rounds in
 * which k took part, gaps cut at K. Wang and Ji 2024 (arXiv 2306.03401), algorithms 1 and 2. The gaps are those of
 * committed updates, so a late client counts as absent.
 */
final class FedAu implements Strategy {
    private static final Parameter CUTOFF = new Parameter(
            "cutoff",
            "Longest absence",
            "Rounds after which a client's absence counts as over; bounds what a rare client weighs.",
            50,
            1,
            false,
            100_000,
            false,
            true);

    @Override
    public About about() {
        return new About(
                "fedau",
                "FedAU",
                "Weighs clients by how often they take part; for those that come and go unequally.",
                "Wang and Ji 2024, arXiv 2306.03401");
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(CUTOFF);
    }

    @Override
    public ServerRule server(Parameters parameters) {
        int cutoff = parameters.count(CUTOFF);
        return participants -> {
            float[] factors = new float[participants.count()];
            for (int k = 0; k < factors.length; k++) {
                double gap = meanGap(participants.updates().get(k).earlier(), participants.round(), cutoff);
                factors[k] = (float) (gap / participants.clients());
            }
            return (weights, memory, length, updates) -> Sums.add(weights, updates, factors, length);
        };
    }

    /** Algorithm 2 of the paper as of a round: the mean over the gaps that ended before it, 1 where none did. */
    static double meanGap(List<Integer> earlier, int round, int cutoff) {
        long gaps = 0;
        long sum = 0;
        int last = 0;
        for (int i = 0; i <= earlier.size(); i++) {
            boolean now = i == earlier.size();
            int until = now ? round - 1 : earlier.get(i);
            int gap = until - last;
            // Whole cut-offs inside a gap end one each; what is left ends with the client's next round, if that is
            // past.
            long whole = now ? gap / cutoff : (gap - 1) / cutoff;
            gaps += whole;
            sum += whole * cutoff;
            if (!now) {
                gaps++;
                sum += gap - whole * cutoff;
            }
            last = until;
        }
        return gaps == 0 ? 1 : (double) sum / gaps;
    }
}
