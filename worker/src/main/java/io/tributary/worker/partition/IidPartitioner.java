package io.tributary.worker.partition;

import io.tributary.protocol.task.TaskSpec;
import org.apache.commons.rng.UniformRandomProvider;

/** All clients alike: the examples are shuffled and cut into parts whose sizes differ by at most one. */
final class IidPartitioner implements Partitioner {

    @Override
    public int[][] split(
            int[] labels, int classes, int clients, TaskSpec.Partition spec, UniformRandomProvider random) {
        return Cut.evenly(Cut.shuffled(labels.length, random), clients);
    }
}
