package io.tributary.worker.partition;

import io.tributary.protocol.task.TaskSpec;
import org.apache.commons.rng.UniformRandomProvider;

/** One way to deal examples to clients. Stateless. */
interface Partitioner {

    /**
     * @param labels the label of each example
     * @param classes how many labels there are
     * @param clients how many clients to deal to, at most as many as there are examples
     * @param spec the scheme's parameters
     * @param random where every choice comes from
     * @return for each client the indices of its examples, in any order; a client may be left empty
     */
    int[][] split(int[] labels, int classes, int clients, TaskSpec.Partition spec, UniformRandomProvider random);
}
