package io.tributary.protocol.aggregation;

import io.tributary.protocol.aggregation.ServerRule.Memory;
import io.tributary.protocol.aggregation.ServerRule.TileRule;
import java.util.List;

/**
 * FedAvg with momentum in the clients' steps: along b grad + (1 - b) g, with g the mean gradient of everyone's last
 * round; g' = mean_S (w - w_k) / (eta K), w -= rate eta K g'. Cheng et al. 2024 (arXiv 2306.16504), algorithm 1.
 * Deviations: means go by the clients' shares; as there is no g before the first round, its steps are along the
 * gradient.
 */
final class FedAvgMomentum implements Strategy {
    /** The weight of the fresh gradient. */
    static final Parameter FRESH = new Parameter(
            "beta",
            "Fresh gradient",
            "Weight of the fresh gradient; the rest is that of earlier rounds.",
            0.2,
            0,
            true,
            1,
            false,
            false);

    @Override
    public About about() {
        return new About(
                "fedavg-m",
                "FedAvg-M",
                "Steps follow everyone's last gradient too; for uneven data, at twice the download.",
                "Cheng et al. 2024, arXiv 2306.16504");
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(FRESH, Parameter.SERVER_LEARNING_RATE);
    }

    @Override
    public boolean plainSteps() {
        return true;
    }

    @Override
    public ServerRule server(Parameters parameters) {
        return new Server((float) parameters.get(Parameter.SERVER_LEARNING_RATE));
    }

    @Override
    public ClientRule client(Parameters parameters) {
        float fresh = (float) parameters.get(FRESH);
        return new ClientRule() {
            @Override
            public boolean corrects() {
                return true;
            }

            @Override
            public void correct(ClientTile tile, float[] gradient, float[] weights) {
                mix(tile, gradient, fresh, tile.shared()[0]);
            }
        };
    }

    /** The weight of the fresh gradient in a round. */
    static float fresh(float fresh, int round) {
        return round == 1 ? 1 : fresh;
    }

    /** Mixes the gradient with everyone's of the last round. */
    static void mix(ClientTile tile, float[] gradient, float fresh, float[] everyone) {
        float own = fresh(fresh, tile.training().round());
        for (int i = 0; i < tile.length(); i++) {
            gradient[i] = own * gradient[i] + (1 - own) * everyone[i];
        }
    }

    private record Server(float rate) implements ServerRule {
        @Override
        public List<Memory> memory() {
            return List.of(new Memory("gradient", 0));
        }

        @Override
        public List<String> shared() {
            return List.of("gradient");
        }

        @Override
        public TileRule begin(Participants participants) {
            float[] shares = participants.shares();
            return (weights, memory, length, updates) -> {
                float[] gradient = new float[length];
                for (int k = 0; k < updates.count(); k++) {
                    float[] update = updates.read(k);
                    Sums.addScaled(weights, update, rate * shares[k], length);
                    Sums.addScaled(gradient, update, (float) (-shares[k] * participants.perStep(k)), length);
                }
                System.arraycopy(gradient, 0, memory[0], 0, length);
            };
        }
    }
}
