package io.tributary.protocol.aggregation;

import java.util.List;
import java.util.Optional;

/**
 * Anarchic averaging across devices: clients come when they like with as many steps as they like; any m arrivals are
 * averaged as mean gradients, w += rate E sum_k p_k d_k / E_k, with E_k the client's steps. Yang et al. 2022 (arXiv
 * 2108.09875), algorithm 1, AFA-CD: no discount for staleness. E, the buffer's mean number of steps, makes a rate of 1 go
 * where the clients went; the paper's server rate is rate x E x the clients' rate. Deviation: p_k are the shares in the
 * buffer, which are the paper's 1 / m where all weigh alike.
 */
final class Anarchic implements Strategy {
    @Override
    public About about() {
        return new About(
                "anarchic",
                "Anarchic (AFA-CD)",
                "Asynchronous: averages any few arrivals by direction, not by how many steps made them, however stale.",
                "Yang et al. 2022, arXiv 2108.09875");
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(Parameter.BUFFER_SIZE, Parameter.SERVER_LEARNING_RATE);
    }

    @Override
    public boolean plainSteps() {
        return true;
    }

    @Override
    public Optional<Flush> flush(Parameters parameters) {
        return Optional.of(new Flush.Full(parameters.count(Parameter.BUFFER_SIZE)));
    }

    @Override
    public Optional<Refusal> refuse(Parameters parameters, int clients) {
        return FedBuff.overfull(parameters, clients);
    }

    @Override
    public ServerRule server(Parameters parameters) {
        double rate = parameters.get(Parameter.SERVER_LEARNING_RATE);
        return participants -> {
            float[] factors = participants.shares();
            double steps = participants.meanSteps();
            for (int k = 0; k < factors.length; k++) {
                factors[k] *=
                        (float) (rate * steps / participants.updates().get(k).steps());
            }
            return (weights, memory, length, updates) -> Sums.add(weights, updates, factors, length);
        };
    }
}
