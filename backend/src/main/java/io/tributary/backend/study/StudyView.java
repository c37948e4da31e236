package io.tributary.backend.study;

import io.tributary.nashpo.study.StudySpec;
import io.tributary.nashpo.trial.Budget;
import io.tributary.nashpo.trial.Cost;
import io.tributary.nashpo.trial.History;
import io.tributary.nashpo.trial.Trial;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A study in the API.
 *
 * @param start the first trial; null as long as there is none
 * @param best trial by the search's own figures; null as long as none is complete
 * @param front numbers of the trials that no other beats in all objectives
 * @param check of the best on new seeds
 * @param totals what trials and repeats have cost, and how many trials there are
 * @param failure why it failed; null for any other state
 * @param note how it ended, or came to its state; null where there is nothing to say
 * @param events how many there are in its history
 */
public record StudyView(
        String id,
        String name,
        StudyState state,
        StudySpec spec,
        @Nullable TrialView start,
        @Nullable TrialView best,
        List<Integer> front,
        CheckView check,
        Totals totals,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        @Nullable String failure,
        @Nullable String note,
        long events) {

    /** @param trials that were started */
    public record Totals(long trials, long rounds, long bytes, double cpuSeconds, double seconds) {
        static Totals of(List<Tried> trials, List<Repeated> repeats) {
            List<Trial> all = trials.stream().map(Tried::trial).toList();
            Cost sum = Stream.concat(
                            all.stream().map(Trial::used),
                            repeats.stream().map(each -> each.repeat().used()))
                    .reduce(Cost.NONE, Cost::plus);
            return new Totals(Budget.started(all), sum.rounds(), sum.bytes(), sum.cpuSeconds(), sum.seconds());
        }
    }

    static StudyView of(StudyRecord study, List<Tried> trials, List<Repeated> repeats) {
        History history = new History(
                trials.stream().map(Tried::trial).toList(), study.spec().objectives());
        boolean failed = study.state() == StudyState.FAILED;
        return new StudyView(
                study.id(),
                study.name(),
                study.state(),
                study.spec(),
                trials.isEmpty() ? null : TrialView.withoutReports(trials.get(0)),
                history.best()
                        .map(trial -> TrialView.of(trials.get(trial.number())))
                        .orElse(null),
                history.front().stream().map(Trial::number).toList(),
                CheckView.of(repeats, study.spec().objectives()),
                Totals.of(trials, repeats),
                study.createdAt(),
                study.startedAt(),
                study.endedAt(),
                failed ? study.reason() : null,
                failed ? null : study.reason(),
                study.events());
    }
}
