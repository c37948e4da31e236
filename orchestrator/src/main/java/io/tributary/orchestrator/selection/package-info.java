/**
 * Who trains in a round. A new rule is one file that implements
 * {@link io.tributary.orchestrator.selection.ClientSelector} and one line in
 * {@link io.tributary.orchestrator.selection.Selections}.
 */
@NullMarked
package io.tributary.orchestrator.selection;

import org.jspecify.annotations.NullMarked;
