/**
 * The life of a task: submitted, queued, run, paused, resumed, cancelled, recovered after a restart.
 *
 * <p>{@link io.tributary.orchestrator.task.Orchestrator} is the door. It writes every change of state to the journal first
 * and gives each running task a thread that walks the {@link io.tributary.orchestrator.round.RoundLoop}.
 */
@NullMarked
package io.tributary.orchestrator.task;

import org.jspecify.annotations.NullMarked;
