package io.tributary.backend.page;

import io.tributary.backend.journal.TaskSummary;

/**
 * A task in the list.
 *
 * @param traffic bytes sent up and down
 */
record TaskTile(TaskCard card, String traffic, Sparkline accuracies) {
    static TaskTile of(TaskCard card, TaskSummary task, Sparkline accuracies) {
        return new TaskTile(card, Figures.bytes(task.bytesUp() + task.bytesDown()), accuracies);
    }
}
