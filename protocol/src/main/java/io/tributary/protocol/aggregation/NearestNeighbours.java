package io.tributary.protocol.aggregation;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Nearest-neighbour averaging with momentum at the clients: clients send m_k = beta m_k + (1 - beta) d_k, the server
 * takes the mean of the n - f updates nearest to a pivot. Farhadkhani et al. 2023 (arXiv 2209.10931, "MoNNA"),
 * algorithm 1 and equation 2. Deviation: there every node has its own update for a pivot; a server has none, so it
 * takes the medoid, the update with the least sum of distances to the others.
 */
final class NearestNeighbours implements Strategy {
    private static final Parameter MOMENTUM = Parameter.decay(
            "clientMomentum", "Client momentum", "Share of a client's earlier updates in what it sends.", 0.9);

    @Override
    public About about() {
        return new About(
                "nna",
                "Nearest-neighbour averaging",
                "The mean of the updates nearest to the most central one, with momentum at the clients; bears liars.",
                "Farhadkhani et al. 2023, arXiv 2209.10931");
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(Parameter.BYZANTINE, MOMENTUM);
    }

    @Override
    public boolean bearsSparsity() {
        return false;
    }

    @Override
    public Optional<Refusal> refuse(Parameters parameters, int clients) {
        int byzantine = parameters.count(Parameter.BYZANTINE);
        int most = (clients - 1) / 2;
        return byzantine <= most
                ? Optional.empty()
                : Optional.of(new Refusal(
                        Parameter.BYZANTINE.name(),
                        byzantine + " of " + clients + " clients a round is half or more; use " + most
                                + " or less, or select more clients."));
    }

    @Override
    public ServerRule server(Parameters parameters) {
        int byzantine = parameters.count(Parameter.BYZANTINE);
        return (Combination) participants -> {
            int count = participants.count();
            int pivot = medoid(participants);
            int[] nearest = IntStream.range(0, count)
                    .boxed()
                    .sorted(Comparator.comparingDouble(k -> participants.squaredDistance(pivot, k)))
                    .limit(Math.max(1, count - byzantine))
                    .mapToInt(Integer::intValue)
                    .toArray();
            return Combination.meanOf(nearest, count);
        };
    }

    private static int medoid(Participants participants) {
        double[] sums = new double[participants.count()];
        for (int k = 0; k < sums.length; k++) {
            for (int l = 0; l < sums.length; l++) {
                sums[k] += Math.sqrt(participants.squaredDistance(k, l));
            }
        }
        int best = 0;
        for (int k = 1; k < sums.length; k++) {
            best = sums[k] < sums[best] ? k : best;
        }
        return best;
    }

    @Override
    public ClientRule client(Parameters parameters) {
        float momentum = (float) parameters.get(MOMENTUM);
        return new ClientRule() {
            @Override
            public int memory() {
                return 1;
            }

            @Override
            public void send(ClientTile tile, float[] difference) {
                float[] kept = tile.memory()[0];
                for (int i = 0; i < tile.length(); i++) {
                    kept[i] = momentum * kept[i] + (1 - momentum) * difference[i];
                    difference[i] = kept[i];
                }
            }
        };
    }
}
