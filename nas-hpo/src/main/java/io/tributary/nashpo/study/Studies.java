package io.tributary.nashpo.study;

import io.tributary.nashpo.guidance.GuidedSampler;
import io.tributary.nashpo.guidance.Proposer;
import io.tributary.nashpo.portfolio.Portfolio;
import io.tributary.nashpo.sampler.RandomSampler;
import io.tributary.nashpo.sampler.Sampler;
import io.tributary.nashpo.sampler.StartingSampler;
import io.tributary.nashpo.sampler.TpeSampler;
import io.tributary.nashpo.trial.Cost;
import io.tributary.nashpo.trial.Source;
import io.tributary.nashpo.trial.Suggestion;
import io.tributary.protocol.error.ErrorCode;
import io.tributary.protocol.error.TributaryException;
import io.tributary.protocol.task.TaskSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Makes a study of a checked spec: which sampler, which pruner, what comes first. */
public final class Studies {
    private Studies() {}

    /** The tasks behind the points of a checked spec. */
    public static StudyTasks tasks(StudySpec spec, StudySpecReader reader) {
        return reader.tasks(spec);
    }

    /**
     * The same study for the same arguments, before and after a restart.
     *
     * @param portfolio what hybrid tries after the user's own task, see {@link Portfolio}; keep it with the study, as earlier
     *     studies may become more
     * @param proposer the language model; null where none is configured
     * @param cost what a task takes at most
     * @throws TributaryException INVALID_SPEC where the sampler is llm and there is no proposer
     */
    public static Study of(
            StudySpec spec,
            StudyTasks tasks,
            List<Portfolio.Entry> portfolio,
            @Nullable Proposer proposer,
            Function<TaskSpec, Cost> cost) {
        return new Study(
                tasks.space(),
                spec.objectives(),
                spec.budget(),
                spec.parallel(),
                spec.seed(),
                sampler(spec, tasks, portfolio, proposer),
                spec.pruner().of(spec.task().training().rounds()),
                tasks.work(cost));
    }

    private static Sampler sampler(
            StudySpec spec, StudyTasks tasks, List<Portfolio.Entry> portfolio, @Nullable Proposer proposer) {
        Suggestion start = new Suggestion(
                tasks.start(),
                Source.DEFAULT,
                tasks.startIsExact()
                        ? "Your own configuration"
                        : "What the space has closest to your own configuration",
                null);
        Sampler tpe = TpeSampler.usual();
        return switch (spec.sampler()) {
            case RANDOM -> new StartingSampler(List.of(start), new RandomSampler());
            case TPE -> new StartingSampler(List.of(start), tpe);
            case LLM -> {
                if (proposer == null) {
                    throw TributaryException.ofField(
                            ErrorCode.INVALID_SPEC,
                            "sampler",
                            "No language model is configured; use auto, or name one in the configuration.");
                }
                yield new StartingSampler(List.of(start), GuidedSampler.always(tpe, proposer, spec.budget()));
            }
            case AUTO, HYBRID -> {
                List<Suggestion> first = new ArrayList<>(List.of(start));
                portfolio.forEach(entry -> first.add(
                        new Suggestion(tasks.place(entry.task()), Source.PORTFOLIO, entry.rationale(), null)));
                yield new StartingSampler(
                        first, proposer == null ? tpe : GuidedSampler.hybrid(tpe, proposer, spec.budget()));
            }
        };
    }
}
