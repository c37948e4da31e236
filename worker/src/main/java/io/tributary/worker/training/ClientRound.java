package io.tributary.worker.training;

import io.tributary.protocol.task.TaskSpec;
import io.tributary.worker.data.Share;
import io.tributary.worker.engine.Network;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * One client in one round, with everything it needs.
 *
 * @param spec the task's
 * @param round from 1
 * @param client index in the partition, from 0
 * @param examples what the client holds; the receiver may reorder them
 * @param weights the round's weights: direct, little-endian floats; only read
 * @param network of the task's model, with room for a batch; its weights are overwritten
 * @param vectors what the strategy's side at the client works on; null where it does nothing
 */
public record ClientRound(
        TaskSpec spec,
        int round,
        int client,
        Share examples,
        ByteBuffer weights,
        Network network,
        @Nullable ClientVectors vectors) {

    /** Of a strategy whose clients just train. */
    public ClientRound(TaskSpec spec, int round, int client, Share examples, ByteBuffer weights, Network network) {
        this(spec, round, client, examples, weights, network, null);
    }
}
