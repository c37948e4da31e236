package io.tributary.protocol.aggregation;

import java.util.List;
import java.util.Optional;

/**
 * Buffered asynchronous averaging: as soon as K updates have arrived, w += rate sum_k p_k d_k (1 + t_k)^-a, with d_k the
 * difference to the model that the client began with and t_k the aggregations that it missed since. Nguyen et al. 2022
 * (arXiv 2106.06639), algorithm 1, with its scaling by 1 / sqrt(1 + t) as the default a = 0.5. Deviation: p_k are the shares
 * in the buffer, which are the paper's 1 / K where all weigh alike.
 */
final class FedBuff implements Strategy {
    @Override
    public About about() {
        return new About(
                "fedbuff",
                "FedBuff",
                "Asynchronous: aggregates every few arrivals, stale ones counting less; for devices of very different speeds.",
                "Nguyen et al. 2022, arXiv 2106.06639");
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(Parameter.BUFFER_SIZE, Parameter.STALENESS_EXPONENT, Parameter.SERVER_LEARNING_RATE);
    }

    @Override
    public Optional<Flush> flush(Parameters parameters) {
        return Optional.of(new Flush.Full(parameters.count(Parameter.BUFFER_SIZE)));
    }

    @Override
    public Optional<Refusal> refuse(Parameters parameters, int clients) {
        return overfull(parameters, clients);
    }

    /** A buffer that no round could fill. */
    static Optional<Refusal> overfull(Parameters parameters, int clients) {
        int size = parameters.count(Parameter.BUFFER_SIZE);
        return size <= clients
                ? Optional.empty()
                : Optional.of(new Refusal(
                        Parameter.BUFFER_SIZE.name(),
                        "The buffer waits for " + size + " updates, but " + clients
                                + " clients train at a time; use at most " + clients + ", or more clients at a time."));
    }

    @Override
    public ServerRule server(Parameters parameters) {
        double exponent = parameters.get(Parameter.STALENESS_EXPONENT);
        double rate = parameters.get(Parameter.SERVER_LEARNING_RATE);
        return participants -> {
            float[] factors = participants.shares();
            for (int k = 0; k < factors.length; k++) {
                factors[k] *= (float) (rate * participants.freshness(k, exponent));
            }
            return (weights, memory, length, updates) -> Sums.add(weights, updates, factors, length);
        };
    }
}
