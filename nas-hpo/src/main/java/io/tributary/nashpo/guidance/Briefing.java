package io.tributary.nashpo.guidance;

import io.tributary.nashpo.importance.Importance;
import io.tributary.nashpo.sampler.Ask;
import io.tributary.nashpo.space.Dimension;
import io.tributary.nashpo.space.Params;
import io.tributary.nashpo.trial.Budget;
import io.tributary.nashpo.trial.History;
import io.tributary.nashpo.trial.Intermediate;
import io.tributary.nashpo.trial.Objective;
import io.tributary.nashpo.trial.Source;
import io.tributary.nashpo.trial.Trial;
import io.tributary.nashpo.trial.TrialState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that a language model is told; as JSON it is what the prompt holds. Short, whatever the study's length.
 *
 * @param best the best trials, the best first
 * @param latest the trials that ended last, the last first
 * @param failures trials that failed last, with the reasons
 * @param running what is being tried just now
 * @param importances share of each field in what makes trials good, the greatest first
 * @param optimiser what the optimiser would try next
 * @param left of the budget
 * @param complaint what was wrong with the answer before this; null the first time
 */
public record Briefing(
        List<Dimension> space,
        List<Objective> objectives,
        List<Seen> best,
        List<Seen> latest,
        List<Seen> failures,
        List<Params> running,
        Map<String, Double> importances,
        Params optimiser,
        Budget left,
        @Nullable String complaint) {
    private static final int FEW = 5;

    /** A trial that ended. */
    public record Seen(
            int number,
            TrialState state,
            Source source,
            Params params,
            List<Double> values,
            @Nullable Intermediate last,
            @Nullable String failure) {
        static Seen of(Trial trial) {
            List<Intermediate> reports = trial.intermediate();
            return new Seen(
                    trial.number(),
                    trial.state(),
                    trial.source(),
                    trial.params(),
                    trial.values(),
                    reports.isEmpty() ? null : reports.get(reports.size() - 1),
                    trial.failure());
        }
    }

    static Briefing of(Ask ask, Params optimiser, Budget budget) {
        History history = ask.history();
        List<Trial> ended = new ArrayList<>(
                history.trials().stream().filter(trial -> trial.state().ended()).toList());
        java.util.Collections.reverse(ended);
        return new Briefing(
                ask.space().dimensions(),
                history.objectives(),
                few(history.ranked()),
                few(ended),
                few(ended.stream()
                        .filter(trial -> trial.state() == TrialState.FAILED || trial.state() == TrialState.REJECTED)
                        .toList()),
                history.trials().stream()
                        .filter(trial -> !trial.state().ended())
                        .map(Trial::params)
                        .toList(),
                Importance.of(ask.space(), history),
                optimiser,
                budget.left(history.trials()),
                null);
    }

    Briefing complaining(String about) {
        return new Briefing(space, objectives, best, latest, failures, running, importances, optimiser, left, about);
    }

    private static List<Seen> few(List<Trial> trials) {
        return trials.stream().limit(FEW).map(Seen::of).toList();
    }
}
