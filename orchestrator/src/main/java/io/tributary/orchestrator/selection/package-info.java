/**
 * Who trains in a round. Reads what {@link io.tributary.orchestrator.selection.ClientHistory} has gathered from the committed
 * rounds; the round loop dispatches to whom it names. A new rule is one file that implements
 * {@link io.tributary.orchestrator.selection.ClientSelector} and one line in
 * {@link io.tributary.orchestrator.selection.Selections}.
 */
@NullMarked
package io.tributary.orchestrator.selection;

import org.jspecify.annotations.NullMarked;
