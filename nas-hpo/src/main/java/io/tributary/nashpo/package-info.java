/**
 * Studies: search for better hyperparameters and architectures by running many tasks.
 *
 * <p>A study is a spec and the journal of its trials; everything else follows from these two, so a server that is killed asks
 * for the same next trial when it is back.
 *
 * <ol>
 *   <li>{@link io.tributary.nashpo.space} says what may change and turns a point of it into a task spec.
 *   <li>{@link io.tributary.nashpo.architecture} does so for networks: grammar, caps, mutation.
 *   <li>{@link io.tributary.nashpo.trial} is what the journal holds.
 *   <li>{@link io.tributary.nashpo.sampler} proposes the next point from the trials so far; {@link io.tributary.nashpo.pruner}
 *       says which running trial is not worth its rounds.
 *   <li>{@link io.tributary.nashpo.study} is the door: the study spec and its reader, and ask and tell within budgets.
 *   <li>{@link io.tributary.nashpo.importance} and {@link io.tributary.nashpo.pareto} explain the result.
 * </ol>
 *
 * <p>Plain Java on top of the protocol: nothing here trains, stores, waits or reads a clock. The server runs what
 * {@link io.tributary.nashpo.study.Study#next} answers and journals what came of it.
 */
@NullMarked
package io.tributary.nashpo;

import org.jspecify.annotations.NullMarked;
