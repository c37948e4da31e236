package io.tributary.backend.plan;

import io.tributary.backend.plan.Evidence.Expectation;
import io.tributary.backend.plan.Plan.Choice;
import io.tributary.backend.schema.SpecService;
import io.tributary.backend.task.Estimate;
import io.tributary.backend.task.Estimator;
import io.tributary.protocol.error.TributaryException;
import io.tributary.protocol.task.TaskSpec;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Finds the cheapest spec of the {@link Lattice} whose accuracy is expected to stay within a tolerance. */
@Component
public class Planner {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final SpecService specs;
    private final Estimator estimator;
    private final Evidence evidence;

    Planner(SpecService specs, Estimator estimator, Evidence evidence) {
        this.specs = specs;
        this.estimator = estimator;
        this.evidence = evidence;
    }

    private record Candidate(List<Option> options, TaskSpec spec, Estimate estimate, Expectation expectation) {}

    /**
     * Finds a plan. What is expected must stay within the tolerance by a margin of two standard errors: the cheapest of many
     * candidates is more often than not one whose measurement was lucky.
     *
     * @param given a complete spec
     * @param tolerance loss of accuracy that is accepted, as a share: 0.01 is one point
     */
    public Plan plan(TaskSpec given, Goal goal, double tolerance) {
        Evidence.Known known = evidence.known();
        Estimator.Estimates estimates = estimator.estimates();
        Estimate before = estimates.of(given);
        Candidate unchanged = new Candidate(List.of(), given, before, new Expectation(0, 0, 0));
        Candidate best = candidates(given, known, estimates).stream()
                .filter(candidate -> candidate.expectation().atWorst() >= -tolerance)
                .min(Comparator.comparingDouble(candidate -> goal.cost(candidate.estimate(), before)))
                .filter(candidate -> goal.cost(candidate.estimate(), before) < goal.cost(before, before))
                .orElse(unchanged);
        List<Choice> choices = new ArrayList<>();
        for (Option option : best.options()) {
            option.changes()
                    .apply(given)
                    .forEach((path, value) ->
                            choice(given, path, value, option.reason()).ifPresent(choices::add));
        }
        TaskSpec spec = best.spec();
        Double accuracy = known.accuracy(given).orElse(null);
        if (accuracy != null && given.stopping().targetAccuracy() == null) {
            double target = Math.floor((accuracy - tolerance) * 1000) / 1000;
            TaskSpec stopping = changed(spec, Map.of("/stopping/targetAccuracy", target, "/evaluation/every", 1));
            if (stopping != null) {
                spec = stopping;
                choices.removeIf(choice -> choice.field().equals("evaluation.every"));
                choice(
                                given,
                                "/stopping/targetAccuracy",
                                target,
                                "Earlier tasks like yours ended at " + accuracy
                                        + ": there is no need to go on once this is as"
                                        + " good, within the tolerance.")
                        .ifPresent(choices::add);
            }
        }
        return new Plan(
                goal,
                spec,
                estimates.of(spec),
                before,
                best.expectation().change(),
                best.expectation().error(),
                choices,
                basis(best, accuracy));
    }

    private List<Candidate> candidates(TaskSpec given, Evidence.Known known, Estimator.Estimates estimates) {
        List<Candidate> candidates = new ArrayList<>();
        for (Option compression : Lattice.COMPRESSION) {
            for (Option participation : Lattice.PARTICIPATION) {
                for (Option evaluation : Lattice.EVALUATION) {
                    candidate(given, known, estimates, List.of(compression, participation, evaluation))
                            .ifPresent(candidates::add);
                }
            }
        }
        return candidates;
    }

    private Optional<Candidate> candidate(
            TaskSpec given, Evidence.Known known, Estimator.Estimates estimates, List<Option> chosen) {
        Map<String, Object> changes = new LinkedHashMap<>();
        List<Option> options = new ArrayList<>();
        for (Option option : chosen) {
            Map<String, Object> own = option.changes().apply(given);
            if (own.isEmpty() && !option.id().equals(Option.KEEP)) {
                return Optional.empty();
            }
            if (!own.isEmpty()) {
                changes.putAll(own);
                options.add(option);
            }
        }
        TaskSpec spec = changed(given, changes);
        return spec == null
                ? Optional.empty()
                : known.expect(given, spec, options)
                        .map(expectation -> new Candidate(options, spec, estimates.of(spec), expectation));
    }

    /** The spec with some fields set; null where that is no spec that could be run. */
    private @Nullable TaskSpec changed(TaskSpec spec, Map<String, Object> changes) {
        ObjectNode tree = JSON.valueToTree(spec);
        changes.forEach((path, value) -> {
            JsonPointer pointer = JsonPointer.compile(path);
            ((ObjectNode) tree.at(pointer.head())).set(pointer.last().getMatchingProperty(), JSON.valueToTree(value));
        });
        try {
            return specs.read(tree.toString());
        } catch (TributaryException e) {
            return null;
        }
    }

    private static Optional<Choice> choice(TaskSpec given, String path, Object value, String reason) {
        JsonNode from = JSON.valueToTree(given).at(path);
        JsonNode to = JSON.valueToTree(value);
        String field = path.substring(1).replace('/', '.');
        return from.equals(to) || (from.isNumber() && to.isNumber() && from.doubleValue() == to.doubleValue())
                ? Optional.empty()
                : Optional.of(
                        new Choice(field, from.isMissingNode() ? "null" : from.toString(), to.toString(), reason));
    }

    private String basis(Candidate best, @Nullable Double accuracy) {
        if (best.options().isEmpty()) {
            return "Nothing cheaper is known to keep the accuracy within the tolerance.";
        }
        if (best.expectation().seen() > 0) {
            return "Seen in " + best.expectation().seen() + " completed tasks of this server.";
        }
        return evidence.source()
                + (accuracy == null
                        ? " No task like yours has been completed here yet: run it once as it is, and the next plan will"
                                + " know what to reach and stop there."
                        : "");
    }
}
