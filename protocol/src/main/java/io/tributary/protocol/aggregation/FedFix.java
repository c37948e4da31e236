package io.tributary.protocol.aggregation;

import java.util.List;
import java.util.Optional;

/**
 * Aggregates in fixed intervals whatever has arrived, w += rate sum_k c_k p_k d_k, with p_k the client's part of all
 * clients' weights and c_k the intervals between its updates, so that in the long run all count by their p_k alone, however
 * slow. Fraboni et al. 2023 (arXiv 2206.10189), FedFix: c_k = ceil(T_k / dt), T_k the time of its work. Deviation:
 * intervals in which nothing arrived change nothing and are not counted, so c_k is 1 + t_k, t_k the aggregations that it
 * missed; with dt below the time of the fastest work the paper's c_k would lengthen every step. Holds where all clients
 * always train.
 */
final class FedFix implements Strategy {
    private static final Parameter INTERVAL = new Parameter(
            "interval",
            "Interval",
            "Simulated seconds between aggregations; one in which nothing arrives is passed over.",
            5,
            0,
            true,
            1_000_000,
            false,
            false);

    @Override
    public About about() {
        return new About(
                "fedfix",
                "FedFix",
                "Asynchronous: aggregates in fixed intervals and weighs rare arrivals up, so that slow clients are not drowned.",
                "Fraboni et al. 2023, arXiv 2206.10189");
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(INTERVAL, Parameter.SERVER_LEARNING_RATE);
    }

    @Override
    public Optional<Flush> flush(Parameters parameters) {
        return Optional.of(new Flush.Every(parameters.get(INTERVAL)));
    }

    @Override
    public ServerRule server(Parameters parameters) {
        double rate = parameters.get(Parameter.SERVER_LEARNING_RATE);
        return participants -> {
            float[] factors = participants.shares();
            for (int k = 0; k < factors.length; k++) {
                int intervals = 1 + participants.updates().get(k).staleness();
                factors[k] *=
                        (float) (rate * intervals * participants.everyone().present());
            }
            return (weights, memory, length, updates) -> Sums.add(weights, updates, factors, length);
        };
    }
}
