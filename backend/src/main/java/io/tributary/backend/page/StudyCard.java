package io.tributary.backend.page;

import io.tributary.backend.study.StudyView;
import io.tributary.backend.study.TrialView;
import io.tributary.nashpo.trial.Metric;
import io.tributary.protocol.task.TaskSpec;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * A study at a glance.
 *
 * @param state in lower case
 * @param label the state for people
 * @param subject what is trained on what
 * @param trials begun, and how many there may be
 * @param metric the first objective, for people
 * @param best what the best trial reached
 * @param start what the first trial reached
 * @param created how long ago
 * @param reason why it is in its state, for people
 * @param events in its history
 * @param spec complete, as indented JSON
 */
record StudyCard(
        String id,
        String name,
        String state,
        String label,
        String subject,
        String trials,
        String metric,
        String best,
        String start,
        String traffic,
        String created,
        @Nullable String reason,
        long events,
        String spec) {

    static StudyCard of(StudyView study, String dataset, Instant now) {
        TaskSpec task = study.spec().task();
        Metric metric = study.spec().objectives().get(0).metric();
        Integer most = study.spec().budget().trials();
        String state = study.state().name();
        return new StudyCard(
                study.id(),
                study.name(),
                state.toLowerCase(Locale.ROOT),
                state.charAt(0) + state.substring(1).toLowerCase(Locale.ROOT),
                (study.spec().architecture() == null
                                ? task.model().title()
                                : "Networks like " + task.model().title()) + " on " + dataset,
                study.totals().trials() + (most == null ? "" : " of " + most),
                title(metric),
                value(metric, study.best()),
                value(metric, study.start()),
                Figures.bytes(study.totals().bytes()),
                Figures.ago(study.createdAt(), now),
                study.failure() == null ? study.note() : study.failure(),
                study.events(),
                JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(study.spec()));
    }

    private static String title(Metric metric) {
        return switch (metric) {
            case ACCURACY -> "Accuracy";
            case LOSS -> "Loss";
            case BYTES -> "Bytes";
            case CPU_SECONDS -> "CPU time";
            case SECONDS -> "Time";
            case PARAMETERS -> "Parameters";
        };
    }

    private static String value(Metric metric, @Nullable TrialView trial) {
        List<@Nullable Double> values = trial == null ? List.of() : trial.values();
        Double value = values.isEmpty() ? null : values.get(0);
        if (value == null) {
            return Figures.number(null);
        }
        return switch (metric) {
            case ACCURACY -> Figures.percent(value);
            case LOSS -> Figures.number(value);
            case BYTES -> Figures.bytes(value.longValue());
            case CPU_SECONDS, SECONDS -> Figures.duration(value);
            case PARAMETERS -> Figures.count(value.longValue());
        };
    }
}
