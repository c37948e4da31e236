/**
 * A language model as adviser of a study: what it is told, how its answer is read, and how many trials it gets.
 *
 * <p>{@link io.tributary.nashpo.guidance.GuidedSampler} stands around another sampler, which stays in charge: the adviser's turns
 * are few and become fewer while it loses, what it answers is data that is moved into the space or refused, and where it has
 * nothing to offer the other sampler's point is run. Scores, sources and budgets are never taken from an answer.
 */
@NullMarked
package io.tributary.nashpo.guidance;

import org.jspecify.annotations.NullMarked;
