package io.tributary.protocol.aggregation;

import io.tributary.protocol.aggregation.ServerRule.Memory;
import io.tributary.protocol.aggregation.ServerRule.TileRule;
import java.util.List;

/**
 * FedAvg with momentum at the server: v = beta v + d, w += rate v, with d the average difference. Hsu et al. 2019
 * (arXiv 1909.06335), section 4.3, where d is called -Delta w.
 */
final class FedAvgM implements Strategy {
    private static final Parameter MOMENTUM = Parameter.decay(
            "serverMomentum", "Server momentum", "Share of the server's last step that is carried on.", 0.9);

    @Override
    public About about() {
        return new About(
                "fedavgm",
                "FedAvgM",
                "FedAvg with momentum at the server; evens out rounds whose clients pull in different directions.",
                "Hsu et al. 2019, arXiv 1909.06335");
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(Parameter.SERVER_LEARNING_RATE, MOMENTUM);
    }

    @Override
    public boolean plainMean() {
        return true;
    }

    @Override
    public ServerRule server(Parameters parameters) {
        return new Rule((float) parameters.get(Parameter.SERVER_LEARNING_RATE), (float) parameters.get(MOMENTUM));
    }

    private record Rule(float rate, float momentum) implements ServerRule {
        @Override
        public List<Memory> memory() {
            return List.of(new Memory("momentum", 0));
        }

        @Override
        public TileRule begin(Participants participants) {
            float[] shares = participants.shares();
            return (weights, memory, length, updates) -> {
                float[] velocity = memory[0];
                for (int i = 0; i < length; i++) {
                    velocity[i] *= momentum;
                }
                Sums.add(velocity, updates, shares, length);
                Sums.addScaled(weights, velocity, rate, length);
            };
        }
    }
}
