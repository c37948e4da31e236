package io.tributary.orchestrator.aggregation;

import io.tributary.protocol.artifact.Sha256;
import io.tributary.protocol.task.TaskSpec.Weighting;
import java.util.List;

/**
 * An update that counts.
 *
 * @param client who sent it
 * @param update the artifact with its frame
 * @param examples how many examples stand behind it, at least 1
 */
public record Contribution(int client, Sha256 update, long examples) {

    /** The share of each contribution: n_k / n, or 1 / K. Sums to 1 but for rounding. */
    static float[] shares(List<Contribution> contributions, Weighting weighting) {
        double total = contributions.stream()
                .mapToDouble(each -> weight(each, weighting))
                .sum();
        float[] shares = new float[contributions.size()];
        for (int k = 0; k < shares.length; k++) {
            shares[k] = (float) (weight(contributions.get(k), weighting) / total);
        }
        return shares;
    }

    private static double weight(Contribution contribution, Weighting weighting) {
        return weighting == Weighting.UNIFORM ? 1 : contribution.examples();
    }
}
