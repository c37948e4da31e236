package io.tributary.protocol.aggregation;

import io.tributary.protocol.aggregation.ServerRule.Memory;
import io.tributary.protocol.aggregation.ServerRule.TileRule;
import java.util.List;

/**
 * Error feedback by differences: the client sends u_k = C(d_k - g_k) and both keep g_k += u_k; the server goes on by
 * the mean of all g_k. Richtarik et al. 2021 (arXiv 2106.05203), algorithm 2; with partial participation as Fatkhullin
 * et al. 2021 (arXiv 2110.03294), algorithm 4: g += 1/N sum_S u_k. Deviations: d_k is what the client's local steps
 * came to instead of a gradient, and means go by the clients' shares.
 */
final class Ef21 implements Strategy {
    @Override
    public About about() {
        return new About(
                "ef21",
                "EF21",
                "Clients send how their update changed since last time; for top-k on uneven data.",
                "Richtarik et al. 2021, arXiv 2106.05203");
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(Parameter.SERVER_LEARNING_RATE);
    }

    @Override
    public ServerRule server(Parameters parameters) {
        return new Server((float) parameters.get(Parameter.SERVER_LEARNING_RATE));
    }

    @Override
    public ClientRule client(Parameters parameters) {
        return new Client();
    }

    private record Server(float rate) implements ServerRule {
        @Override
        public List<Memory> memory() {
            return List.of(new Memory("mean", 0));
        }

        @Override
        public TileRule begin(Participants participants) {
            float[] factors = participants.shares();
            for (int k = 0; k < factors.length; k++) {
                factors[k] *= (float) participants.participation();
            }
            return (weights, memory, length, updates) -> {
                Sums.add(memory[0], updates, factors, length);
                Sums.addScaled(weights, memory[0], rate, length);
            };
        }
    }

    private static final class Client implements ClientRule {
        @Override
        public int memory() {
            return 1;
        }

        @Override
        public void send(ClientTile tile, float[] difference) {
            float[] known = tile.memory()[0];
            for (int i = 0; i < tile.length(); i++) {
                difference[i] -= known[i];
            }
        }

        @Override
        public void keep(ClientTile tile, float[] sent) {
            float[] known = tile.memory()[0];
            for (int i = 0; i < tile.length(); i++) {
                known[i] += sent[i];
            }
        }
    }
}
