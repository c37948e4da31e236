package io.tributary.protocol.aggregation;

import io.tributary.protocol.aggregation.ServerRule.Memory;
import io.tributary.protocol.aggregation.ServerRule.TileRule;
import java.util.List;

/**
 * {@link Scaffold} with the momentum of {@link FedAvgMomentum}: steps along b (grad - c_k + c) + (1 - b) g; c_k becomes
 * the mean of the client's gradients. Cheng et al. 2024 (arXiv 2306.16504), algorithm 2. The mean gradient is (-d_k /
 * (eta K) - (1 - b) g) / b + c_k - c, so again one vector travels up; g and c travel down. Deviations as there.
 */
final class ScaffoldMomentum implements Strategy {
    @Override
    public About about() {
        return new About(
                "scaffold-m",
                "SCAFFOLD-M",
                "SCAFFOLD with momentum in the steps; for uneven data and few clients, at three times the download.",
                "Cheng et al. 2024, arXiv 2306.16504");
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(FedAvgMomentum.FRESH, Parameter.SERVER_LEARNING_RATE);
    }

    @Override
    public boolean plainSteps() {
        return true;
    }

    @Override
    public boolean bearsSparsity() {
        return false;
    }

    @Override
    public ServerRule server(Parameters parameters) {
        return new Server(
                (float) parameters.get(Parameter.SERVER_LEARNING_RATE), (float) parameters.get(FedAvgMomentum.FRESH));
    }

    @Override
    public ClientRule client(Parameters parameters) {
        return new Client((float) parameters.get(FedAvgMomentum.FRESH));
    }

    private record Server(float rate, float fresh) implements ServerRule {
        @Override
        public List<Memory> memory() {
            return List.of(new Memory("control", 0), new Memory("gradient", 0));
        }

        @Override
        public List<String> shared() {
            return List.of("control", "gradient");
        }

        @Override
        public TileRule begin(Participants participants) {
            float[] shares = participants.shares();
            float participation = (float) participants.participation();
            float own = FedAvgMomentum.fresh(fresh, participants.round());
            return (weights, memory, length, updates) -> {
                float[] control = memory[0];
                float[] gradient = memory[1];
                float[] mean = new float[length];
                for (int k = 0; k < updates.count(); k++) {
                    float[] update = updates.read(k);
                    Sums.addScaled(weights, update, rate * shares[k], length);
                    Sums.addScaled(mean, update, (float) (-shares[k] * participants.perStep(k)), length);
                }
                for (int i = 0; i < length; i++) {
                    float change = (mean[i] - (1 - own) * gradient[i]) / own - control[i];
                    control[i] += participation * change;
                    gradient[i] = mean[i];
                }
            };
        }
    }

    private record Client(float fresh) implements ClientRule {
        @Override
        public int memory() {
            return 1;
        }

        @Override
        public boolean corrects() {
            return true;
        }

        @Override
        public void correct(ClientTile tile, float[] gradient, float[] weights) {
            Scaffold.control(tile, gradient);
            FedAvgMomentum.mix(tile, gradient, fresh, tile.shared()[1]);
        }

        @Override
        public void keep(ClientTile tile, float[] sent) {
            float weight = FedAvgMomentum.fresh(fresh, tile.training().round());
            float perStep = tile.training().perStep();
            float[] everyone = tile.shared()[0];
            float[] gradient = tile.shared()[1];
            float[] own = tile.memory()[0];
            for (int i = 0; i < tile.length(); i++) {
                own[i] += (-perStep * sent[i] - (1 - weight) * gradient[i]) / weight - everyone[i];
            }
        }
    }
}
