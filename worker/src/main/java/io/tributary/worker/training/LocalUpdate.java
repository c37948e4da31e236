package io.tributary.worker.training;

import java.nio.ByteBuffer;

/**
 * What a client's training came to.
 *
 * @param difference the client's weights minus the round's: direct, little-endian floats. May be the network's own memory:
 *     valid until the network is used again
 * @param loss mean over all examples of all epochs, as met while training
 * @param examples in one epoch
 */
public record LocalUpdate(ByteBuffer difference, double loss, long examples) {}
