package io.tributary.protocol.aggregation;

import java.util.List;

/**
 * Fisher merging: each weight is averaged by how sure of it each client is, w += sum_k p_k F_k d_k / sum_k p_k F_k per
 * parameter, with F_k the diagonal of the client's Fisher information. Matena and Raffel 2022 (arXiv 2111.09832), there for
 * models that were tuned apart from one start; as in the authors' code, each F_k is scaled to the same length and none of its
 * numbers counts for less than a floor. Deviations: F_k is the mean square of the gradients of the round's batches as
 * training meets them, instead of those of single examples at its end with labels drawn from the model, so it costs no pass
 * of its own; the floor is relative to the root mean square of F_k.
 */
final class Fisher implements Strategy {
    private static final Parameter FLOOR = new Parameter(
            "floor",
            "Least information",
            "What a weight counts for at a client whose gradients hardly touch it, beside 1 for its typical weight; 100 makes it FedAvg.",
            0.01,
            // Far above the smallest float: sums over clients that are all at the floor must not be nought.
            1e-9,
            false,
            1000,
            false,
            false);

    @Override
    public About about() {
        return new About(
                "fisher",
                "Fisher merging",
                "Weighs each client's word on each weight by its gradients there; for clients that know different classes, at twice the"
                        + " upload.",
                "Matena and Raffel 2022, arXiv 2111.09832");
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(FLOOR);
    }

    @Override
    public int beside() {
        return 1;
    }

    /** The weights' information must arrive whole: what top-k leaves out would count as none. */
    @Override
    public boolean bearsSparsity() {
        return false;
    }

    @Override
    public ServerRule server(Parameters parameters) {
        float floor = (float) parameters.get(FLOOR);
        return participants -> {
            float[] shares = participants.shares();
            return (weights, memory, length, updates) -> {
                float[] moves = new float[length];
                float[] total = new float[length];
                for (int k = 0; k < updates.count(); k++) {
                    add(moves, total, updates.read(k), shares[k], floor);
                }
                for (int i = 0; i < length; i++) {
                    weights[i] += moves[i] / total[i];
                }
            };
        };
    }

    /** @param update the differences of the tile, then the information of each */
    private static void add(float[] moves, float[] total, float[] update, float share, float floor) {
        int length = moves.length;
        for (int i = 0; i < length; i++) {
            float counts = share * Math.max(update[length + i], floor);
            moves[i] += counts * update[i];
            total[i] += counts;
        }
    }

    @Override
    public ClientRule client(Parameters parameters) {
        return new ClientRule() {
            @Override
            public boolean corrects() {
                return true;
            }

            @Override
            public void correct(ClientTile tile, float[] gradient, float[] weights) {
                float[] information = tile.beside()[0];
                float part = 1f / tile.training().steps();
                for (int i = 0; i < tile.length(); i++) {
                    information[i] += part * gradient[i] * gradient[i];
                }
            }
        };
    }
}
