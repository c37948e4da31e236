/**
 * How updates become the next model, tile by tile: a slice of the parameters across all updates, in client order, so memory
 * does not grow with the clients and the result does not depend on who answered first.
 *
 * <p>Strategies themselves are in {@link io.tributary.protocol.aggregation}, where their clients' side is too.
 */
@NullMarked
package io.tributary.orchestrator.aggregation;

import org.jspecify.annotations.NullMarked;
