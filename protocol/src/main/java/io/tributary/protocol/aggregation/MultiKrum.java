package io.tributary.protocol.aggregation;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The mean of the n - f updates with the best scores of {@link Krum}. Blanchard et al. 2017, section 4 ("m-Krum" with m
 * = n - f); scores are not computed anew after each choice.
 */
final class MultiKrum implements Strategy {
    @Override
    public About about() {
        return new About(
                "multi-krum",
                "Multi-Krum",
                "The mean of all but the most outlying updates; faster than Krum, and bears as many liars.",
                "Blanchard et al. 2017, NeurIPS");
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(Parameter.BYZANTINE);
    }

    @Override
    public Optional<Refusal> refuse(Parameters parameters, int clients) {
        return Krum.tooMany(parameters, clients);
    }

    @Override
    public ServerRule server(Parameters parameters) {
        int byzantine = parameters.count(Parameter.BYZANTINE);
        return (Combination) participants -> {
            int[] ranking = Krum.ranking(participants, byzantine);
            int chosen = Math.max(1, ranking.length - byzantine);
            return Combination.meanOf(Arrays.copyOf(ranking, chosen), ranking.length);
        };
    }
}
