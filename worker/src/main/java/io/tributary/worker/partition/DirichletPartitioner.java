package io.tributary.worker.partition;

import io.tributary.protocol.task.TaskSpec;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.DirichletSampler;

/**
 * Labels unevenly mixed, after Hsu, Qi and Brown 2019 (arXiv 1909.06335), section 3: small {@code alpha} gives each client
 * few labels, large {@code alpha} all labels evenly.
 *
 * <p>Deviation: the paper draws each client's mix of labels and then examples; here each label's shares over the clients
 * are drawn from Dirichlet(alpha, ..., alpha) (Yurochkin et al. 2019, arXiv 1905.12022, section 4), so that every example
 * is used exactly once. Clients differ in size as a consequence.
 */
final class DirichletPartitioner implements Partitioner {

    @Override
    public int[][] split(
            int[] labels, int classes, int clients, TaskSpec.Partition spec, UniformRandomProvider random) {
        int[][] parts = new int[clients][0];
        int[] shuffled = Cut.shuffled(labels.length, random);
        for (int label = 0; label < classes; label++) {
            int wanted = label;
            int[] row = IntStream.of(shuffled)
                    .filter(example -> labels[example] == wanted)
                    .toArray();
            int[][] dealt = Cut.byShare(row, shares(clients, spec.alpha(), random));
            for (int client = 0; client < clients; client++) {
                parts[client] = IntStream.concat(IntStream.of(parts[client]), IntStream.of(dealt[client]))
                        .toArray();
            }
        }
        return parts;
    }

    /** Shares of so many clients, from a symmetric Dirichlet distribution. */
    static double[] shares(int clients, double alpha, UniformRandomProvider random) {
        // The sampler knows the distribution from two dimensions on; with one there is nothing to draw.
        return clients == 1
                ? new double[] {1}
                : DirichletSampler.symmetric(random, clients, alpha).sample();
    }
}
