package io.tributary.protocol.aggregation;

import java.util.List;

/**
 * FedAvg whose clients are held back: each minimises its loss plus mu/2 |w_k - w|^2, so mu (w_k - w) is added to each
 * gradient. Li et al. 2020 (arXiv 1812.06127), equation 2. Clients do all their steps; the paper's variable amounts of
 * work are what deadlines leave.
 */
final class FedProx implements Strategy {
    private static final Parameter MU = new Parameter(
            "mu",
            "Proximal weight",
            "How strongly clients are pulled to the round's model; 0.001 to 1 are usual.",
            0.01,
            0,
            false,
            100,
            false,
            false);

    @Override
    public About about() {
        return new About(
                "fedprox",
                "FedProx",
                "FedAvg with clients pulled towards the round's model; steadier where data differ and clients take many steps.",
                "Li et al. 2020, arXiv 1812.06127");
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(MU);
    }

    @Override
    public boolean plainMean() {
        return true;
    }

    @Override
    public ClientRule client(Parameters parameters) {
        float mu = (float) parameters.get(MU);
        return new ClientRule() {
            @Override
            public boolean corrects() {
                return true;
            }

            @Override
            public void correct(ClientTile tile, float[] gradient, float[] weights) {
                float[] start = tile.start();
                for (int i = 0; i < tile.length(); i++) {
                    gradient[i] += mu * (weights[i] - start[i]);
                }
            }
        };
    }
}
