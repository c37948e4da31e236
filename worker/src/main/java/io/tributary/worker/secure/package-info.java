/**
 * The clients' side of secure aggregation: keys, shares and masks of the rounds that are under way. They are held in memory and nowhere
 * else, so a worker that ends takes its clients out of their round.
 *
 * <p>Reads what the server relays, writes over updates before they leave; {@link io.tributary.protocol.secure} has the mathematics.
 */
@NullMarked
package io.tributary.worker.secure;

import org.jspecify.annotations.NullMarked;
