package io.tributary.backend.journal;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.io.Serializable;

/**
 * The key of what belongs to a task.
 *
 * @param taskId the task
 * @param number of the round, client or event
 */
@Embeddable
record InTask(
        @Column(name = "task_id") String taskId,
        @Column(name = "number") long number) implements Serializable {}
