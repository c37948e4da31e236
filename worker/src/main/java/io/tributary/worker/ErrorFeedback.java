package io.tributary.worker;

import io.tributary.protocol.aggregation.ClientRule;
import io.tributary.protocol.aggregation.ClientTile;

/**
 * Adds what packing lost to the next update: e' = (d + e) - C(d + e), where d is the update, e what packing has lost so
 * far and C(d + e) what the server gets. Seide et al. 2014 ("1-bit SGD"); Karimireddy et al. 2019 (arXiv 1901.09847),
 * algorithm 1.
 */
final class ErrorFeedback implements ClientRule {
    @Override
    public int memory() {
        return 1;
    }

    @Override
    public void send(ClientTile tile, float[] difference) {
        float[] lost = tile.memory()[0];
        for (int i = 0; i < tile.length(); i++) {
            difference[i] += lost[i];
            lost[i] = difference[i];
        }
    }

    @Override
    public void keep(ClientTile tile, float[] sent) {
        float[] lost = tile.memory()[0];
        for (int i = 0; i < tile.length(); i++) {
            lost[i] -= sent[i];
        }
    }
}
