package io.tributary.protocol.aggregation;

import io.tributary.protocol.aggregation.ServerRule.Memory;
import io.tributary.protocol.aggregation.ServerRule.TileRule;
import java.util.List;

/**
 * Control variates against drift: clients step along grad - c_k + c, with c_k their own mean gradient and c everyone's.
 * Karimireddy et al. 2020 (arXiv 1910.06378), algorithm 1, option II: c_k' = c_k - c + (w - w_k) / (K eta), w += rate
 * mean_S d_k, c += 1/N sum_S (c_k' - c_k).
 *
 * <p>c_k' - c_k = -c - d_k / (K eta) follows from what the server has, so only d_k travels up, once, as Huang et al. 2024
 * (arXiv 2308.08165) noticed; c travels down beside the model. Deviation: means go by the clients' shares, which are
 * the paper's 1/|S| where all weigh alike.
 */
final class Scaffold implements Strategy {
    @Override
    public About about() {
        return new About(
                "scaffold",
                "SCAFFOLD",
                "Corrects clients' steps by how they differ from everyone's; for uneven data, at twice the download.",
                "Karimireddy et al. 2020, arXiv 1910.06378");
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(Parameter.SERVER_LEARNING_RATE);
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
        return new Server((float) parameters.get(Parameter.SERVER_LEARNING_RATE));
    }

    @Override
    public ClientRule client(Parameters parameters) {
        return new Client();
    }

    /** Turns a gradient from the client's own minimum to everyone's: adds c - c_k. */
    static void control(ClientTile tile, float[] gradient) {
        float[] everyone = tile.shared()[0];
        float[] own = tile.memory()[0];
        for (int i = 0; i < tile.length(); i++) {
            gradient[i] += everyone[i] - own[i];
        }
    }

    private record Server(float rate) implements ServerRule {
        @Override
        public List<Memory> memory() {
            return List.of(new Memory("control", 0));
        }

        @Override
        public List<String> shared() {
            return List.of("control");
        }

        @Override
        public TileRule begin(Participants participants) {
            float[] shares = participants.shares();
            float participation = (float) participants.participation();
            return (weights, memory, length, updates) -> {
                float[] control = memory[0];
                for (int i = 0; i < length; i++) {
                    control[i] *= 1 - participation;
                }
                for (int k = 0; k < updates.count(); k++) {
                    float[] update = updates.read(k);
                    Sums.addScaled(weights, update, rate * shares[k], length);
                    float perStep = (float) (participation * shares[k] * participants.perStep(k));
                    Sums.addScaled(control, update, -perStep, length);
                }
            };
        }
    }

    private static final class Client implements ClientRule {
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
            control(tile, gradient);
        }

        @Override
        public void keep(ClientTile tile, float[] sent) {
            float perStep = tile.training().perStep();
            float[] everyone = tile.shared()[0];
            float[] own = tile.memory()[0];
            for (int i = 0; i < tile.length(); i++) {
                own[i] -= everyone[i] + perStep * sent[i];
            }
        }
    }
}
