/**
 * Which running trial is not worth its remaining rounds: one rule a file, each inherits {@code PrunerContract}.
 *
 * <p>Reads the history with the running trial's reports in it; answers yes or no. What a pruned trial has used is counted; what
 * was reserved for its rest is free again.
 */
@NullMarked
package io.tributary.nashpo.pruner;

import org.jspecify.annotations.NullMarked;
