package io.tributary.worker.partition;

import io.tributary.protocol.data.DatasetInfo;
import io.tributary.protocol.task.TaskSpec;
import io.tributary.worker.data.Dataset;
import java.util.LinkedHashMap;
import java.util.Map;

/** Keeps the partitions used last. Safe for use by many threads; those that want the same partition make it once. */
public final class PartitionCache {
    private static final int KEPT = 4;

    private final Map<Key, Partition> partitions = new LinkedHashMap<>(KEPT, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Partition> eldest) {
            return size() > KEPT;
        }
    };

    /** The description says which labels the encoding numbers how, so that two encodings of one data set do not share. */
    private record Key(DatasetInfo dataset, TaskSpec.Partition partition, int clients, long seed) {}

    /**
     * The partition of a task.
     *
     * @throws io.tributary.protocol.error.TributaryException as {@link Partition#of}
     */
    public synchronized Partition get(Dataset dataset, TaskSpec spec) {
        Key key = new Key(dataset.info(), spec.partition(), spec.clients().count(), spec.seed());
        // Not computeIfAbsent: a map that evicts while it computes is asking for trouble.
        Partition partition = partitions.get(key);
        if (partition == null) {
            partition = Partition.of(
                    dataset.train(), spec.partition(), spec.clients().count(), spec.seed());
            partitions.put(key, partition);
        }
        return partition;
    }
}
