package io.tributary.backend.study;

import io.tributary.backend.journal.TaskSummary;
import io.tributary.nashpo.trial.Cost;
import io.tributary.nashpo.trial.Metric;
import io.tributary.nashpo.trial.Objective;
import io.tributary.orchestrator.round.RoundReport;
import io.tributary.protocol.model.ModelGraph;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a task has come to, in the words of a study. */
final class Outcome {
    private Outcome() {}

    /** What its committed rounds have cost. */
    static Cost cost(TaskSummary task) {
        return new Cost(task.round(), task.bytesUp() + task.bytesDown(), task.cpuSeconds(), task.seconds());
    }

    static Cost cost(RoundReport round) {
        return new Cost(1, round.bytesUp() + round.bytesDown(), round.cpuSeconds(), round.seconds());
    }

    /**
     * The value of each objective for a task that has completed.
     *
     * @param last its last evaluated round
     * @return empty where one of them was never measured
     */
    static Optional<List<Double>> values(List<Objective> objectives, TaskSummary task, @Nullable RoundReport last) {
        List<@Nullable Double> values = objectives.stream()
                .<@Nullable Double>map(each -> value(each.metric(), task, last))
                .toList();
        return values.stream().anyMatch(each -> each == null) ? Optional.empty() : Optional.of(known(values));
    }

    private static List<Double> known(List<@Nullable Double> values) {
        return values.stream().flatMap(Stream::ofNullable).toList();
    }

    private static @Nullable Double value(Metric metric, TaskSummary task, @Nullable RoundReport last) {
        return switch (metric) {
            case ACCURACY -> last == null ? null : last.accuracy();
            case LOSS -> last == null ? null : last.loss();
            case BYTES -> (double) (task.bytesUp() + task.bytesDown());
            case CPU_SECONDS -> task.cpuSeconds();
            case SECONDS -> task.seconds();
            case PARAMETERS ->
                (double) ModelGraph.of(task.task().spec().model(), task.task().data())
                        .parameters();
        };
    }
}
