/**
 * The task spec: one record that says everything about a federated run.
 *
 * <p>{@link io.tributary.protocol.task.TaskSpec} carries titles, help, units and bounds as annotations;
 * {@link io.tributary.protocol.task.TaskSchema} turns them into the JSON Schema that draws the form, checks REST and
 * documents the API. The orchestrator reads nothing but checked specs.
 */
@NullMarked
package io.tributary.protocol.task;

import org.jspecify.annotations.NullMarked;
