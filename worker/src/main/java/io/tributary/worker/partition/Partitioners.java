package io.tributary.worker.partition;

import io.tributary.protocol.error.ErrorCode;
import io.tributary.protocol.error.TributaryException;
import io.tributary.protocol.task.TaskSpec.PartitionScheme;
import java.util.EnumMap;
import java.util.Map;

/** The registry of partition schemes. */
final class Partitioners {
    private static final Map<PartitionScheme, Partitioner> ALL = new EnumMap<>(Map.of(
            PartitionScheme.IID, new IidPartitioner(),
            PartitionScheme.DIRICHLET, new DirichletPartitioner(),
            PartitionScheme.SHARDS, new ShardsPartitioner(),
            PartitionScheme.QUANTITY_SKEW, new QuantitySkewPartitioner()));

    private Partitioners() {}

    /** @throws TributaryException NOT_AVAILABLE_YET where the scheme is not one that deals a data set out */
    static Partitioner of(PartitionScheme scheme) {
        Partitioner partitioner = ALL.get(scheme);
        if (partitioner == null) {
            throw new TributaryException(
                    ErrorCode.NOT_AVAILABLE_YET,
                    "A worker cannot deal examples by the scheme " + scheme + ". It knows " + ALL.keySet() + ".");
        }
        return partitioner;
    }
}
