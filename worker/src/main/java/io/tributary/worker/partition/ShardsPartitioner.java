package io.tributary.worker.partition;

import io.tributary.protocol.task.TaskSpec;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * A few labels each (McMahan et al. 2017, arXiv 1602.05629, section 3): examples sorted by label, cut into {@code clients x
 * classesPerClient} shards of nearly equal size, dealt at random, {@code classesPerClient} to each client. A shard may lie
 * across two labels, so a client may see one label more for each shard.
 */
final class ShardsPartitioner implements Partitioner {

    @Override
    public int[][] split(
            int[] labels, int classes, int clients, TaskSpec.Partition spec, UniformRandomProvider random) {
        // Sorting is stable: within a label the order stays random.
        int[] sorted = IntStream.of(Cut.shuffled(labels.length, random))
                .boxed()
                .sorted(Comparator.comparingInt(example -> labels[example]))
                .mapToInt(Integer::intValue)
                .toArray();
        int each = spec.classesPerClient();
        int[][] shards = Cut.evenly(sorted, Math.multiplyExact(clients, each));
        int[] order = Cut.shuffled(shards.length, random);
        int[][] parts = new int[clients][];
        for (int client = 0; client < clients; client++) {
            parts[client] = IntStream.range(client * each, (client + 1) * each)
                    .flatMap(dealt -> IntStream.of(shards[order[dealt]]))
                    .toArray();
        }
        return parts;
    }
}
