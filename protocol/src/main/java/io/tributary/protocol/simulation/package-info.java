/**
 * Time as virtual clients have it: how long each of them would take, had it a machine of its own.
 *
 * <p>Follows from the spec and what the clients hold, never from a clock.
 */
@NullMarked
package io.tributary.protocol.simulation;

import org.jspecify.annotations.NullMarked;
