package io.tributary.protocol.message;

import io.tributary.protocol.task.TaskSpec;

/**
 * One piece of work on one worker, leased.
 *
 * @param id unique on the server; a repeated lease of the same work has the same id and a larger epoch
 * @param epoch counts the leases of this work; only answers of the latest one count
 * @param task id of the task
 * @param spec the task's complete spec
 * @param work what to do
 */
public record Assignment(String id, int epoch, String task, TaskSpec spec, Work work) {}
