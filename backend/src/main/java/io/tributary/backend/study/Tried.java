package io.tributary.backend.study;

import io.tributary.nashpo.trial.Trial;
import io.tributary.protocol.task.TaskSpec;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A trial and its task.
 *
 * @param spec of the task
 * @param taskId chosen before the task is made, so that it is made once
 * @param submitted whether the task has been made; one that is gone afterwards was deleted
 * @param stopping why the task is to be stopped; kept before it is, so that the reason survives; null where it is not to be
 */
record Tried(
        Trial trial,
        TaskSpec spec,
        String taskId,
        boolean submitted,
        @Nullable String stopping,
        Instant startedAt,
        @Nullable Instant endedAt) {

    int number() {
        return trial.number();
    }

    boolean running() {
        return !trial.state().ended();
    }

    Tried asSubmitted() {
        return new Tried(trial, spec, taskId, true, stopping, startedAt, endedAt);
    }

    Tried with(Trial next) {
        return new Tried(next, spec, taskId, submitted, stopping, startedAt, endedAt);
    }

    Tried stoppingFor(String why) {
        return new Tried(trial, spec, taskId, submitted, why, startedAt, endedAt);
    }

    /** Runs again, from where it stopped. */
    Tried goingOn(Trial next) {
        return new Tried(next, spec, taskId, submitted, null, startedAt, null);
    }

    Tried ended(Trial last, Instant at) {
        return new Tried(last, spec, taskId, submitted, stopping, startedAt, at);
    }
}
