package io.tributary.worker.partition;

import io.tributary.protocol.task.TaskSpec;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Same mix of labels, unequal amounts: the clients' sizes are drawn from Dirichlet(alpha, ..., alpha) (Li et al. 2022, arXiv
 * 2102.02079, section 4.3).
 */
final class QuantitySkewPartitioner implements Partitioner {

    @Override
    public int[][] split(
            int[] labels, int classes, int clients, TaskSpec.Partition spec, UniformRandomProvider random) {
        double[] shares = DirichletPartitioner.shares(clients, spec.alpha(), random);
        return Cut.byShare(Cut.shuffled(labels.length, random), shares);
    }
}
