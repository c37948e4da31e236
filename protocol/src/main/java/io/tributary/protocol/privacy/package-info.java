/**
 * Differential privacy of clients: clipping and noise, both sides, and what they add up to.
 *
 * <p>Reads the privacy part of a task spec; used by the worker before an update is packed, by aggregation, and by
 * whoever tells people epsilon.
 */
@NullMarked
package io.tributary.protocol.privacy;

import org.jspecify.annotations.NullMarked;
