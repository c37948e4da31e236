package io.tributary.backend.study;

import io.tributary.nashpo.trial.Advice;
import io.tributary.nashpo.trial.Cost;
import io.tributary.nashpo.trial.Intermediate;
import io.tributary.nashpo.trial.Source;
import io.tributary.nashpo.trial.Trial;
import io.tributary.nashpo.trial.TrialState;
import io.tributary.protocol.task.TaskSpec;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A trial in the API.
 *
 * @param params what it tries, by field
 * @param spec of its task, complete
 * @param rationale why it was proposed, for people
 * @param advice what became of the language model's turn; null where it had none
 * @param values one for each objective once it is complete; null stands for no number
 * @param failure why it ended early
 * @param waits whether it was stopped where it can go on, if it turns out to be among the best before the study ends
 * @param used what it has cost
 */
public record TrialView(
        int number,
        TrialState state,
        Source source,
        Map<String, JsonNode> params,
        TaskSpec spec,
        @Nullable String rationale,
        @Nullable Advice advice,
        List<ReportView> intermediate,
        List<@Nullable Double> values,
        @Nullable String failure,
        boolean waits,
        Cost used,
        String taskId,
        Instant startedAt,
        @Nullable Instant endedAt) {

    /** What a running trial has reached; null stands for no number. */
    public record ReportView(
            int round, @Nullable Double accuracy, @Nullable Double loss, long bytes, double cpuSeconds) {
        static ReportView of(Intermediate report) {
            return new ReportView(
                    report.round(),
                    finite(report.accuracy()),
                    finite(report.loss()),
                    report.bytes(),
                    report.cpuSeconds());
        }
    }

    static TrialView of(Tried tried) {
        return of(
                tried, tried.trial().intermediate().stream().map(ReportView::of).toList());
    }

    /** Without what it reported, which watchers have seen. */
    static TrialView withoutReports(Tried tried) {
        return of(tried, List.of());
    }

    private static TrialView of(Tried tried, List<ReportView> reports) {
        Trial trial = tried.trial();
        return new TrialView(
                trial.number(),
                trial.state(),
                trial.source(),
                trial.params().values(),
                tried.spec(),
                trial.rationale(),
                trial.advice(),
                reports,
                numbers(trial.values()),
                trial.failure(),
                trial.waits(),
                trial.used(),
                tried.taskId(),
                tried.startedAt(),
                tried.endedAt());
    }

    /** JSON has no NaN and no infinity. */
    static @Nullable Double finite(double value) {
        return Double.isFinite(value) ? value : null;
    }

    static List<@Nullable Double> numbers(List<Double> values) {
        return values.stream().map(TrialView::finite).toList();
    }
}
