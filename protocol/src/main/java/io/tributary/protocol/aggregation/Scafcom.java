package io.tributary.protocol.aggregation;

import java.util.List;

/**
 * {@link Scallion} for codecs with bias, as top-k: the client sends C(v_k - c_k) of a momentum v_k = (1 - b) v_k + b
 * g_k of its mean gradients. Huang et al. 2024 (arXiv 2308.08165), algorithm 3 (SCAFCOM). v_k starts at zero. Written
 * from the algorithm's idea: g_k = (w - w_k) / (eta K) + c_k - c.
 */
final class Scafcom implements Strategy {
    private static final Parameter MOMENTUM = FedAvgMomentum.FRESH.withStandard(0.5);

    @Override
    public About about() {
        return new About(
                "scafcom",
                "SCAFCOM",
                "SCAFFOLD with momentum that bears top-k; for uneven data on very slow uplinks.",
                "Huang et al. 2024, arXiv 2308.08165");
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(MOMENTUM, Parameter.SERVER_LEARNING_RATE);
    }

    @Override
    public boolean plainSteps() {
        return true;
    }

    @Override
    public ServerRule server(Parameters parameters) {
        return new Scallion.ControlledServer((float) parameters.get(Parameter.SERVER_LEARNING_RATE));
    }

    @Override
    public ClientRule client(Parameters parameters) {
        return new Client((float) parameters.get(MOMENTUM));
    }

    private static final class Client extends Scallion.ControlledClient {
        private final float fresh;

        Client(float fresh) {
            this.fresh = fresh;
        }

        @Override
        public int memory() {
            return 2;
        }

        @Override
        public void send(ClientTile tile, float[] difference) {
            float perStep = tile.training().perStep();
            float[] everyone = tile.shared()[0];
            float[] own = tile.memory()[0];
            float[] momentum = tile.memory()[1];
            for (int i = 0; i < tile.length(); i++) {
                float gradient = -perStep * difference[i] + own[i] - everyone[i];
                momentum[i] = (1 - fresh) * momentum[i] + fresh * gradient;
                difference[i] = momentum[i] - own[i];
            }
        }
    }
}
