package io.tributary.nashpo.study;

import io.tributary.nashpo.pruner.Pruner;
import io.tributary.nashpo.sampler.Ask;
import io.tributary.nashpo.sampler.Sampler;
import io.tributary.nashpo.space.Params;
import io.tributary.nashpo.space.Space;
import io.tributary.nashpo.trial.Budget;
import io.tributary.nashpo.trial.Cost;
import io.tributary.nashpo.trial.History;
import io.tributary.nashpo.trial.Intermediate;
import io.tributary.nashpo.trial.Objective;
import io.tributary.nashpo.trial.Source;
import io.tributary.nashpo.trial.Suggestion;
import io.tributary.nashpo.trial.Trial;
import io.tributary.protocol.artifact.Sha256;
import io.tributary.protocol.seed.Purpose;
import io.tributary.protocol.seed.Seeds;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Ask and tell. Every answer is a function of this record and of the trials that are passed in, so whoever comes back after a
 * crash with the same journal is asked for the same trial. (A language model may answer differently when asked again; until its
 * answer is in the journal nothing of it has run.)
 *
 * @param parallel trials that may run at once
 * @param seed of everything that is drawn
 * @param work what a point costs and why it may be impossible
 */
public record Study(
        Space space,
        List<Objective> objectives,
        Budget budget,
        int parallel,
        long seed,
        Sampler sampler,
        Pruner pruner,
        Work work) {
    /** Attempts to get a new and possible point out of the sampler before the rest of the space is looked through. */
    private static final int ATTEMPTS = 64;
    /** Failures in a row, with nothing ever complete, after which a study gives up. */
    private static final int HOPELESS = 10;

    /** What a study has to know of the work behind a point. */
    public interface Work {
        /** The closest point that can be run, where that is easily said; the same point unless there are caps to fit under. */
        default Params adapt(Params params) {
            return params;
        }

        /** Why the point makes no valid task, or empty. */
        Optional<String> problem(Params params);

        /** What its trial may cost at most; asked only of points without a problem. */
        Cost cost(Params params);
    }

    /** What is to be done with a running trial. */
    public enum Verdict {
        CONTINUE,
        /** Others did better with as many rounds. */
        PRUNE,
        /** As {@link #PRUNE}, but it may go on later: what it has trained is to be kept. */
        HOLD,
        /** It has used more than was reserved for it. */
        STOP
    }

    public Study {
        objectives = List.copyOf(objectives);
    }

    /** What to do now. */
    public Next next(List<Trial> trials) {
        boolean running = trials.stream().anyMatch(trial -> !trial.state().ended());
        if (hopeless(trials)) {
            return running
                    ? new Next.Wait()
                    : new Next.End(
                            false,
                            "The first " + trials.size() + " trials all failed; the last said: "
                                    + trials.get(trials.size() - 1).failure());
        }
        if (trials.stream().filter(trial -> !trial.state().ended()).count() >= parallel) {
            return new Next.Wait();
        }
        Optional<Next> promoted = promoted(trials, false);
        if (promoted.isPresent()) {
            return promoted.get();
        }
        Next another = another(trials);
        if (another instanceof Next.Start) {
            return another;
        }
        return running
                ? new Next.Wait()
                : promoted(trials, true).or(() -> lastResort(trials)).orElse(another);
    }

    /** Where those that were better failed, or are more than the budget has left: the best that can still come to its end. */
    private Optional<Next> lastResort(List<Trial> trials) {
        History history = history(trials);
        return history.best().isPresent()
                ? Optional.empty()
                : goOn(history.ranked().stream().filter(Trial::waits), trials);
    }

    /** A trial that waits and should go on, as far as the budget has what it may still take. */
    private Optional<Next> promoted(List<Trial> trials, boolean last) {
        return goOn(pruner.promotable(history(trials), last).stream(), trials);
    }

    private Optional<Next> goOn(Stream<Trial> waiting, List<Trial> trials) {
        return waiting.filter(trial -> budget.allows(trial.reserved().minus(trial.used()), trials))
                .findFirst()
                .map(trial -> new Next.GoOn(trial.goOn()));
    }

    /** The start of a new trial, or why there can be none now. */
    private Next another(List<Trial> trials) {
        if (!budget.allowsAnother(trials)) {
            return end(trials, "All trials of the budget have run.");
        }
        Set<Sha256> tried = trials.stream().map(trial -> trial.params().hash()).collect(Collectors.toSet());
        boolean possible = false;
        for (Suggestion suggestion : (Iterable<Suggestion>) suggestions(trials, tried)::iterator) {
            Cost cost = work.cost(suggestion.params());
            if (budget.allows(cost, trials)) {
                return new Next.Start(Trial.start(trials.size(), suggestion, cost));
            }
            possible = true;
        }
        if (!possible) {
            // A small space runs out of new points long before the sampler stops repeating itself.
            for (Params params : space.size() <= Space.LISTED ? space.points() : List.<Params>of()) {
                if (problem(params, tried).isEmpty() && budget.allows(work.cost(params), trials)) {
                    Suggestion left =
                            new Suggestion(params, Source.RANDOM, "One of the few points that are left", null);
                    return new Next.Start(Trial.start(trials.size(), left, work.cost(params)));
                }
            }
        }
        return end(
                trials,
                possible
                        ? "What is left of the budget is less than another trial may take."
                        : "Every point of the space that makes a valid task has been tried.");
    }

    /**
     * What is to be done after a report.
     *
     * @param trial with the report in it
     * @param trials of the study; what they hold of the same trial is not looked at
     */
    public Verdict report(Trial trial, List<Trial> trials) {
        if (budget.exceeded(trial)) {
            return Verdict.STOP;
        }
        Intermediate last = trial.intermediate().get(trial.intermediate().size() - 1);
        boolean broken = Double.isNaN(last.accuracy()) && !Double.isFinite(last.loss());
        if (broken) {
            return Verdict.PRUNE;
        }
        if (!pruner.prunes(trial, history(trials))) {
            return Verdict.CONTINUE;
        }
        return pruner.holds() ? Verdict.HOLD : Verdict.PRUNE;
    }

    public History history(List<Trial> trials) {
        return new History(trials, objectives);
    }

    /** The sampler's points that are new and possible; lazily, as each may cost a question to a language model. */
    private Stream<Suggestion> suggestions(List<Trial> trials, Set<Sha256> tried) {
        History history = history(trials);
        return Stream.iterate(0, attempt -> attempt < ATTEMPTS, attempt -> attempt + 1)
                .map(attempt -> adapted(sampler.suggest(new Ask(
                        space,
                        history,
                        Seeds.generator(seed, Purpose.SEARCH, trials.size(), attempt),
                        attempt,
                        params -> problem(work.adapt(params), tried)))))
                .filter(suggestion -> problem(suggestion.params(), tried).isEmpty());
    }

    private Suggestion adapted(Suggestion suggestion) {
        Params params = work.adapt(suggestion.params());
        if (params.equals(suggestion.params())) {
            return suggestion;
        }
        String made = "Made smaller to fit under the caps.";
        return new Suggestion(
                params,
                suggestion.source(),
                suggestion.rationale() == null ? made : suggestion.rationale() + " " + made,
                suggestion.advice());
    }

    private Optional<String> problem(Params params, Set<Sha256> tried) {
        if (!space.contains(params)) {
            return Optional.of("It does not lie in the space.");
        }
        return tried.contains(params.hash()) ? Optional.of("It has been tried already.") : work.problem(params);
    }

    private static boolean hopeless(List<Trial> trials) {
        return trials.size() >= HOPELESS
                && trials.stream().allMatch(trial -> switch (trial.state()) {
                    case FAILED, REJECTED -> true;
                    case RUNNING, COMPLETE, PRUNED -> false;
                });
    }

    private Next end(List<Trial> trials, String reason) {
        return history(trials).best().isPresent()
                ? new Next.End(true, reason)
                : new Next.End(false, reason + " None of the " + trials.size() + " trials completed.");
    }
}
