/**
 * Who trains in a round, from which model, and how long the round would take if every client had a machine of its own.
 *
 * <p>Reads the spec, what the clients hold and, for rules that look at it, how they fared; writes nothing. The round loop
 * dispatches what a plan says.
 */
@NullMarked
package io.tributary.orchestrator.schedule;

import org.jspecify.annotations.NullMarked;
