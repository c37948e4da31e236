/**
 * The loop: select, dispatch, collect, aggregate, evaluate, commit.
 *
 * <p>{@link io.tributary.orchestrator.round.RoundLoop} alone knows the order. It reads a task's spec and last commit, and
 * writes nothing but through the journal; every stage is a class of its own beside it or in a package of its name.
 */
@NullMarked
package io.tributary.orchestrator.round;

import org.jspecify.annotations.NullMarked;
