/**
 * The server's side of secure aggregation: what it relays between a round's clients, and how it takes the masks off the sum of their
 * updates. It never has what would unmask a single one.
 *
 * <p>Reads masked updates, leaves their mean as an update like any other; {@link io.tributary.orchestrator.round} asks the clients.
 */
@NullMarked
package io.tributary.orchestrator.secure;

import org.jspecify.annotations.NullMarked;
