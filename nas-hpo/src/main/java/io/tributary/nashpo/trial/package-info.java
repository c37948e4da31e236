/**
 * What the journal of a study holds: {@link io.tributary.nashpo.trial.Trial}s, immutable, in the order of their numbers.
 *
 * <p>{@link io.tributary.nashpo.trial.History} is the view of them that samplers and pruners read.
 */
@NullMarked
package io.tributary.nashpo.trial;

import org.jspecify.annotations.NullMarked;
