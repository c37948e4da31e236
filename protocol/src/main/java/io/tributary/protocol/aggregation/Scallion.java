package io.tributary.protocol.aggregation;

import io.tributary.protocol.aggregation.ServerRule.Memory;
import io.tributary.protocol.aggregation.ServerRule.TileRule;
import java.util.List;

/**
 * SCAFFOLD for packed updates: steps along grad - c_k + c; the client sends q_k = C(a (g_k - c_k)), with g_k its mean
 * gradient, and both keep c_k += q_k; w -= rate eta K (c + mean_S q_k), c += |S|/N mean_S q_k. Huang et al. 2024 (arXiv
 * 2308.08165), algorithm 2 (SCALLION), for codecs without bias. Written from the algorithm's idea: g_k - c_k = (w -
 * w_k) / (eta K) - c. Deviation: means go by the clients' shares.
 */
final class Scallion implements Strategy {
    private static final Parameter SCALE = new Parameter(
            "alpha",
            "Scale of changes",
            "How far a client's control variate follows each round; below 1 evens out the noise of packing.",
            0.5,
            0,
            true,
            1,
            false,
            false);

    @Override
    public About about() {
        return new About(
                "scallion",
                "SCALLION",
                "SCAFFOLD that bears packed updates; for uneven data on slow uplinks, with quantize.",
                "Huang et al. 2024, arXiv 2308.08165");
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(SCALE, Parameter.SERVER_LEARNING_RATE);
    }

    @Override
    public boolean plainSteps() {
        return true;
    }

    @Override
    public ServerRule server(Parameters parameters) {
        return new ControlledServer((float) parameters.get(Parameter.SERVER_LEARNING_RATE));
    }

    @Override
    public ClientRule client(Parameters parameters) {
        return new Client((float) parameters.get(SCALE));
    }

    /** The server of SCALLION and SCAFCOM: updates are changes of control variates. */
    record ControlledServer(float rate) implements ServerRule {
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
            float step = (float) (-rate * participants.learningRate() * participants.meanSteps());
            float participation = (float) participants.participation();
            return (weights, memory, length, updates) -> {
                float[] control = memory[0];
                float[] change = new float[length];
                Sums.add(change, updates, shares, length);
                Sums.addScaled(weights, control, step, length);
                Sums.addScaled(weights, change, step, length);
                Sums.addScaled(control, change, participation, length);
            };
        }
    }

    /** The clients' steps and memory of SCALLION and SCAFCOM: c_k is the first vector. */
    abstract static class ControlledClient implements ClientRule {
        @Override
        public boolean corrects() {
            return true;
        }

        @Override
        public void correct(ClientTile tile, float[] gradient, float[] weights) {
            Scaffold.control(tile, gradient);
        }

        @Override
        public void keep(ClientTile tile, float[] sent) {
            Sums.addScaled(tile.memory()[0], sent, 1, tile.length());
        }
    }

    private static final class Client extends ControlledClient {
        private final float scale;

        Client(float scale) {
            this.scale = scale;
        }

        @Override
        public int memory() {
            return 1;
        }

        @Override
        public void send(ClientTile tile, float[] difference) {
            float perStep = tile.training().perStep();
            float[] everyone = tile.shared()[0];
            for (int i = 0; i < tile.length(); i++) {
                difference[i] = scale * (-perStep * difference[i] - everyone[i]);
            }
        }
    }
}
