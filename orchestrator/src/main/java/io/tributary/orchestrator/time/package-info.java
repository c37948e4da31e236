/**
 * Time as a parameter: logic asks a {@link io.tributary.orchestrator.time.Ticker}, so tests move it by hand.
 */
@NullMarked
package io.tributary.orchestrator.time;

import org.jspecify.annotations.NullMarked;
