/**
 * What malicious virtual clients do in a simulation: who they are, and what they send in place of their update.
 *
 * <p>Reads the task spec and an honest update; used between training and packing. Nothing here runs at a site.
 */
@NullMarked
package io.tributary.worker.attack;

import org.jspecify.annotations.NullMarked;
