/**
 * Leases of work to the slots of workers.
 *
 * <p>The loop hands assignments to a {@link io.tributary.orchestrator.dispatch.WorkerPool} and reads answers from an inbox.
 * {@link io.tributary.orchestrator.dispatch.SlotPool} shares the slots fairly between tasks and refuses answers to old
 * leases; a {@link io.tributary.orchestrator.dispatch.WorkerLink} carries the messages.
 */
@NullMarked
package io.tributary.orchestrator.dispatch;

import org.jspecify.annotations.NullMarked;
