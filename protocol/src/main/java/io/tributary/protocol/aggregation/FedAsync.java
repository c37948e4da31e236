package io.tributary.protocol.aggregation;

import java.util.List;
import java.util.Optional;

/**
 * Every update counts at once: w += alpha (1 + t)^-a d_k, with alpha the mixing and t the aggregations since the client
 * began. Xie et al. 2019 (arXiv 1903.03934), algorithm 1 with its polynomial staleness. Deviations: the
 * paper pulls w towards the client's weights, w += alpha_t (w_k - w), which also takes back what others did since it began;
 * here what the client did is added, as everywhere. Clients step along their plain loss, which is the paper's rho = 0.
 */
final class FedAsync implements Strategy {
    private static final Parameter MIXING = new Parameter(
            "mixing", "Mixing", "Share of a fresh update that goes into the model.", 0.6, 0, true, 1, false, false);

    @Override
    public About about() {
        return new About(
                "fedasync",
                "FedAsync",
                "Asynchronous: every arrival changes the model at once, stale ones less; many small steps.",
                "Xie et al. 2019, arXiv 1903.03934");
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(MIXING, Parameter.STALENESS_EXPONENT);
    }

    @Override
    public Optional<Flush> flush(Parameters parameters) {
        return Optional.of(new Flush.Full(1));
    }

    @Override
    public ServerRule server(Parameters parameters) {
        double mixing = parameters.get(MIXING);
        double exponent = parameters.get(Parameter.STALENESS_EXPONENT);
        return participants -> {
            float[] factors = participants.shares();
            for (int k = 0; k < factors.length; k++) {
                factors[k] *= (float) (mixing * participants.freshness(k, exponent));
            }
            return (weights, memory, length, updates) -> Sums.add(weights, updates, factors, length);
        };
    }
}
