package io.tributary.backend.study;

/**
 * A repeat and its task.
 *
 * @param taskId chosen before the task is made, so that it is made once
 * @param submitted whether the task has been made
 */
record Repeated(Repeat repeat, String taskId, boolean submitted) {
    Repeated with(Repeat next) {
        return new Repeated(next, taskId, submitted);
    }

    Repeated asSubmitted() {
        return new Repeated(repeat, taskId, true);
    }
}
