package io.tributary.protocol.aggregation;

import java.util.List;

/**
 * Normalised averaging: each difference counts by its direction and not by how many steps made it, w += (sum_k p_k t_k)
 * sum_k p_k d_k / t_k. Wang et al. 2020 (arXiv 2007.07481), equations 6 to 8. t_k is the client's number of steps; with
 * momentum rho (their section 4.1, example 2) the steps' accumulated weight (t - rho (1 - rho^t) / (1 - rho)) / (1 -
 * rho).
 */
final class FedNova implements Strategy {
    @Override
    public About about() {
        return new About(
                "fednova",
                "FedNova",
                "FedAvg that does not favour clients for taking more steps; for clients with very different amounts of data.",
                "Wang et al. 2020, arXiv 2007.07481");
    }

    @Override
    public ServerRule server(Parameters parameters) {
        return participants -> {
            List<Participants.Update> updates = participants.updates();
            double[] steps = updates.stream()
                    .mapToDouble(each -> weight(each.steps(), participants.momentum()))
                    .toArray();
            double effective = 0;
            for (int k = 0; k < steps.length; k++) {
                effective += updates.get(k).share() * steps[k];
            }
            float[] factors = new float[steps.length];
            for (int k = 0; k < steps.length; k++) {
                factors[k] = (float) (updates.get(k).share() * effective / steps[k]);
            }
            return (weights, memory, length, tiles) -> Sums.add(weights, tiles, factors, length);
        };
    }

    private static double weight(int steps, double momentum) {
        return momentum == 0
                ? steps
                : (steps - momentum * (1 - StrictMath.pow(momentum, steps)) / (1 - momentum)) / (1 - momentum);
    }
}
