package io.tributary.protocol.aggregation;

import io.tributary.protocol.aggregation.ServerRule.Memory;
import io.tributary.protocol.aggregation.ServerRule.TileRule;
import java.util.List;
import java.util.Optional;

/**
 * Anarchic averaging across silos: after any m arrivals the model moves by the mean of what every client sent last, w +=
 * rate lr E sum_i p_i g_i, with g_i = d_i / (lr E_i) its mean gradient, E_i its steps and E their mean over all clients.
 * Yang et al. 2022 (arXiv 2108.09875), algorithm 2, AFA-CS; who never sent anything counts as 0.
 *
 * <p>The paper's server keeps all g_i, as many vectors as there are clients. Here each client keeps its own and sends how
 * it changed, g_i - g_i', and the server keeps their sum: the same step but for rounding, for one vector at the server,
 * and what a lossy codec leaves out of one change is in the next. Deviation: p_i are the clients' parts of all weights,
 * which are the paper's 1 / N where all weigh alike.
 */
final class AnarchicSilo implements Strategy {
    @Override
    public About about() {
        return new About(
                "anarchic-silo",
                "Anarchic (AFA-CS)",
                "Asynchronous: every client counts in every step with what it sent last; for few clients with uneven data.",
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
        return new Server(parameters.get(Parameter.SERVER_LEARNING_RATE));
    }

    @Override
    public ClientRule client(Parameters parameters) {
        return new Client();
    }

    private record Server(double rate) implements ServerRule {
        @Override
        public List<Memory> memory() {
            return List.of(new Memory("mean", 0));
        }

        @Override
        public TileRule begin(Participants participants) {
            float[] factors = participants.shares();
            for (int k = 0; k < factors.length; k++) {
                factors[k] *= (float) participants.everyone().present();
            }
            float step = (float) (rate
                    * participants.learningRate()
                    * participants.everyone().steps());
            return (weights, memory, length, updates) -> {
                Sums.add(memory[0], updates, factors, length);
                Sums.addScaled(weights, memory[0], step, length);
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
            float perStep = tile.training().perStep();
            float[] last = tile.memory()[0];
            for (int i = 0; i < tile.length(); i++) {
                difference[i] = perStep * difference[i] - last[i];
            }
        }

        @Override
        public void keep(ClientTile tile, float[] sent) {
            float[] last = tile.memory()[0];
            for (int i = 0; i < tile.length(); i++) {
                last[i] += sent[i];
            }
        }
    }
}
