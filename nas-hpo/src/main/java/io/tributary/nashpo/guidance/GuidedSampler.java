package io.tributary.nashpo.guidance;

import io.tributary.nashpo.sampler.Ask;
import io.tributary.nashpo.sampler.Sampler;
import io.tributary.nashpo.space.Params;
import io.tributary.nashpo.trial.Advice;
import io.tributary.nashpo.trial.Advice.Outcome;
import io.tributary.nashpo.trial.Budget;
import io.tributary.nashpo.trial.History;
import io.tributary.nashpo.trial.Source;
import io.tributary.nashpo.trial.Suggestion;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** An optimiser that asks a proposer now and then; see {@link Turns} for how often. */
public final class GuidedSampler implements Sampler {
    private final Sampler own;
    private final Proposer proposer;
    private final Budget budget;
    private final Predicate<History> turns;

    private GuidedSampler(Sampler own, Proposer proposer, Budget budget, Predicate<History> turns) {
        this.own = own;
        this.proposer = proposer;
        this.budget = budget;
        this.turns = turns;
    }

    /**
     * At most every fourth trial, after five.
     *
     * @param budget of the study, of which the proposer is told what is left
     */
    public static GuidedSampler hybrid(Sampler own, Proposer proposer, Budget budget) {
        return new GuidedSampler(own, proposer, budget, new Turns(5, 4)::next);
    }

    /** Every trial, whatever comes of it; for those who want to see the language model alone. */
    public static GuidedSampler always(Sampler own, Proposer proposer, Budget budget) {
        return new GuidedSampler(own, proposer, budget, history -> true);
    }

    @Override
    public Suggestion suggest(Ask ask) {
        if (ask.attempt() > 0 || !turns.test(ask.history())) {
            return own.suggest(ask);
        }
        Suggestion optimiser = possible(ask);
        Briefing briefing = Briefing.of(ask, optimiser.params(), budget);
        String why = "";
        for (int question = 0; question < 2; question++) {
            Answer answer = answer(question == 0 ? briefing : briefing.complaining(why), ask, optimiser.params());
            Params params = answer.params();
            String remarks = String.join(" ", answer.remarks());
            if (params == null) {
                why = remarks;
                continue;
            }
            Optional<String> problem = ask.problem().apply(params);
            if (problem.isEmpty()) {
                Outcome outcome = remarks.isEmpty() ? Outcome.ACCEPTED : Outcome.REPAIRED;
                return new Suggestion(params, Source.LLM, answer.rationale(), new Advice(outcome, remarks));
            }
            why = problem.get();
        }
        return new Suggestion(
                optimiser.params(),
                optimiser.source(),
                optimiser.rationale(),
                new Advice(Outcome.REPLACED, "The language model proposed nothing that can be run. " + why));
    }

    /** The optimiser's point; one that can be run, or the turn would leave no trace in the journal and come again. */
    private Suggestion possible(Ask ask) {
        Suggestion suggestion = own.suggest(ask);
        for (int i = 0; i < 64 && ask.problem().apply(suggestion.params()).isPresent(); i++) {
            suggestion = own.suggest(ask);
        }
        return suggestion;
    }

    private Answer answer(Briefing briefing, Ask ask, Params optimiser) {
        String text;
        try {
            text = proposer.propose(briefing);
        } catch (RuntimeException e) {
            return new Answer(null, null, List.of("It did not answer: " + e.getMessage()));
        }
        return Answer.read(text, ask.space(), optimiser);
    }
}
