package io.tributary.worker.training;

import io.tributary.protocol.task.TaskSpec;
import io.tributary.worker.data.Share;
import io.tributary.worker.engine.Network;
import java.nio.ByteBuffer;

/**
 * One client in one round, with everything it needs.
 *
 * @param spec the task's
 * @param round from 1
 * @param client index in the partition, from 0
 * @param examples what the client holds; the receiver may reorder them
 * @param weights the round's weights: direct, little-endian floats; only read
 * @param network of the task's model, with room for a batch; its weights are overwritten
 */
public record ClientRound(TaskSpec spec, int round, int client, Share examples, ByteBuffer weights, Network network) {}
