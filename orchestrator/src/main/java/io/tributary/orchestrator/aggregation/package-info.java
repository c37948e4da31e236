/**
 * How updates become the next model, tile by tile: a slice of the parameters across all updates, in client order, so memory
 * does not grow with the clients and the result does not depend on who answered first.
 *
 * <p>A new strategy is one file that implements {@link io.tributary.orchestrator.aggregation.Aggregator} and one line in
 * {@link io.tributary.orchestrator.aggregation.Strategies}.
 */
@NullMarked
package io.tributary.orchestrator.aggregation;

import org.jspecify.annotations.NullMarked;
