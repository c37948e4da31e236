package io.tributary.backend.page;

import io.tributary.backend.journal.TaskSummary;
import io.tributary.orchestrator.task.TaskState;
import io.tributary.protocol.model.ModelPreset;
import io.tributary.protocol.task.TaskSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A task at a glance.
 *
 * @param state in lower case
 * @param label the state for people
 * @param subject what is trained on what
 * @param round the last committed round
 * @param rounds all of them
 * @param accuracy of the last evaluation
 * @param elapsed since it started, until it ended; null before it started
 * @param left time left at the pace so far; null where nothing can be said
 * @param created how long ago
 * @param reason why it is in its state, for people
 * @param ended whether nothing can happen to it any more
 */
record TaskCard(
        String id,
        String name,
        String state,
        String label,
        String subject,
        int round,
        int rounds,
        String accuracy,
        @Nullable String elapsed,
        @Nullable String left,
        String created,
        @Nullable String reason,
        boolean ended) {

    static TaskCard of(TaskSummary task, String dataset, Instant now) {
        TaskSpec spec = task.task().spec();
        TaskState state = task.task().state();
        int rounds = spec.training().rounds();
        return new TaskCard(
                task.task().id(),
                task.task().name(),
                state.name().toLowerCase(Locale.ROOT),
                label(state),
                model(spec) + " on " + dataset + ", "
                        + Figures.count(spec.clients().count())
                        + (spec.clients().count() == 1 ? " client" : " clients"),
                task.round(),
                rounds,
                Figures.percent(task.accuracy()),
                elapsed(task, now),
                left(task, rounds).map(Figures::duration).orElse(null),
                Figures.ago(task.task().createdAt(), now),
                task.reason(),
                state.ended());
    }

    static String label(TaskState state) {
        return state.name().charAt(0) + state.name().substring(1).toLowerCase(Locale.ROOT);
    }

    private static String model(TaskSpec spec) {
        return spec.model().preset() == null
                ? "Own network"
                : ModelPreset.find(spec.model().preset())
                        .map(ModelPreset::title)
                        .orElse(spec.model().preset());
    }

    private static @Nullable String elapsed(TaskSummary task, Instant now) {
        if (task.startedAt() == null) {
            return null;
        }
        Instant end = task.endedAt() == null ? now : task.endedAt();
        return Figures.duration(Duration.between(task.startedAt(), end).toMillis() / 1000.0);
    }

    private static Optional<Double> left(TaskSummary task, int rounds) {
        return task.task().state() == TaskState.RUNNING && task.round() > 0
                ? Optional.of((rounds - task.round()) * task.seconds() / task.round())
                : Optional.empty();
    }
}
