/**
 * Aggregation strategies, both sides of each in one file: what clients do beside their optimizer's steps, and how the
 * server turns their updates into the next model.
 *
 * <p>Reads nothing but the numbers handed to it; the server's side is driven tile by tile by the orchestrator, the
 * client's side by the worker's training and packing. Adding one: a file that implements {@link
 * io.tributary.protocol.aggregation.Strategy}, a line in {@link io.tributary.protocol.aggregation.Strategies}, and a
 * test class that inherits the contract test.
 *
 * <p>Rules and the numbers of algorithms and equations were written from what is known of the papers; FedAU alone was
 * held against its authors' code. The tests hold each rule against closed forms.
 */
@NullMarked
package io.tributary.protocol.aggregation;

import org.jspecify.annotations.NullMarked;
