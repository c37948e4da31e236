/**
 * Trains one client for one round: from the round's weights and the client's examples to the difference that travels
 * back.
 *
 * <p>Reads a {@link io.tributary.worker.training.ClientRound}, works in a resident network, writes nothing. A client has no
 * memory: optimizer state, shuffling and dropout start afresh in each round from (seed, purpose, round, client). A new
 * optimizer is one file here and one line in {@link io.tributary.worker.training.Optimizers}.
 */
@NullMarked
package io.tributary.worker.training;

import org.jspecify.annotations.NullMarked;
