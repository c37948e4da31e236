package io.tributary.orchestrator.task;

import io.tributary.protocol.data.DataShape;
import io.tributary.protocol.task.TaskSpec;
import java.time.Instant;

/**
 * A task as the orchestrator needs it.
 *
 * @param id unique, made by the server
 * @param name unique, for people
 * @param spec complete; carries the same name
 * @param data shape of its data set when it was submitted
 */
public record Task(String id, String name, TaskState state, TaskSpec spec, DataShape data, Instant createdAt) {}
