package io.tributary.backend.plan;

import io.tributary.backend.plan.Evidence.Expectation;
import io.tributary.backend.plan.Plan.Choice;
import io.tributary.backend.plan.Probes.Found;
import io.tributary.backend.plan.Probes.Pair;
import io.tributary.backend.plan.Probes.Probed;
import io.tributary.backend.task.Estimate;
import io.tributary.backend.task.Estimator;
import io.tributary.protocol.task.TaskSpec;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Finds the cheapest spec of the {@link Lattice} whose accuracy is expected to stay within a tolerance. */
@Component
public class Planner {
    private static final JsonMapper JSON = JsonMapper.shared();

    /** Tasks that differ in their seeds alone differ by about this much. */
    private static final double ONE_RUN = 0.005;

    private final Respec respec;
    private final Estimator estimator;
    private final Evidence evidence;
    private final Probes probes;

    Planner(Respec respec, Estimator estimator, Evidence evidence, Probes probes) {
        this.respec = respec;
        this.estimator = estimator;
        this.evidence = evidence;
        this.probes = probes;
    }

    /**
     * @param expectation null where nothing is known of one of the options
     */
    private record Candidate(
            List<Option> options,
            TaskSpec spec,
            Estimate estimate,
            @Nullable Expectation expectation) {
        /** Nothing is known of it, but only a mild codec is to be found out about. */
        boolean untried() {
            return expectation == null
                    && options.stream()
                            .allMatch(option -> Lattice.EVALUATION.contains(option)
                                    || (Lattice.COMPRESSION.contains(option) && !option.steady()));
        }
    }

    /** A candidate that is taken, and those that a probe spoke against. */
    private record Chosen(Candidate candidate, Expectation expectation, boolean probed, List<Probed> refused) {}

    /**
     * Finds a plan. What is expected must stay within the tolerance by a margin of two standard errors: the cheapest of many
     * candidates is more often than not one whose measurement was lucky. A codec that a probe found to be worse by more than
     * the tolerance is left out; one that nothing else is known of is taken where its probe was not.
     *
     * @param given a complete spec
     * @param tolerance loss of accuracy that is accepted, as a share: 0.01 is one point
     */
    public Plan plan(TaskSpec given, Goal goal, double tolerance) {
        return planned(given, goal, tolerance).plan();
    }

    /**
     * As {@link #plan}, and starts the probe that the plan offers. Where it runs already, or none is offered, nothing is started.
     *
     * @throws TributaryException TOO_MANY_TASKS; asking again starts what is missing
     */
    public synchronized Plan probe(TaskSpec given, Goal goal, double tolerance) {
        Planned offer = planned(given, goal, tolerance);
        Probe probe = offer.plan().probe();
        if (probe == null || probe.state() != Probe.State.OFFERED) {
            return offer.plan();
        }
        Pair pair = Objects.requireNonNull(offer.pair());
        probes.start(pair, probes.seen().find(pair));
        return plan(given, goal, tolerance);
    }

    /** A plan and what its probe runs; null where it has none. */
    private record Planned(Plan plan, @Nullable Pair pair) {}

    private Planned planned(TaskSpec given, Goal goal, double tolerance) {
        Evidence.Known known = evidence.known();
        Probes.Seen seen = probes.seen();
        Estimator.Estimates estimates = estimator.estimates();
        Estimate before = estimates.of(given);
        List<Candidate> cheaper = candidates(given, known, estimates).stream()
                .filter(candidate -> goal.cost(candidate.estimate(), before) < goal.cost(before, before))
                .sorted(Comparator.comparingDouble(candidate -> goal.cost(candidate.estimate(), before)))
                .toList();
        Chosen chosen = choose(given, cheaper, before, tolerance, seen);
        Candidate best = chosen.candidate();
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
            TaskSpec stopping =
                    respec.changed(spec, Map.of("/stopping/targetAccuracy", target, "/evaluation/every", 1));
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
        Pair pair = probes.pair(given, best.options())
                .or(() -> untried(given, cheaper, seen))
                .orElse(null);
        Found found = pair == null ? Found.NOTHING : seen.find(pair);
        Probe probe = new ProbeReport(chosen.refused(), estimates)
                .of(pair, found, !known.kin(given) && Probes.worthwhile(given));
        Plan plan = new Plan(
                goal,
                spec,
                estimates.of(spec),
                before,
                chosen.expectation().change(),
                chosen.expectation().error(),
                choices,
                basis(chosen, accuracy),
                probe);
        return new Planned(plan, pair);
    }

    /** The first candidate that is expected to stay within the tolerance. */
    private Chosen choose(
            TaskSpec given, List<Candidate> cheaper, Estimate before, double tolerance, Probes.Seen seen) {
        Map<String, Optional<Probed>> byCodec = new LinkedHashMap<>();
        List<Probed> refused = new ArrayList<>();
        for (Candidate candidate : cheaper) {
            Expectation expectation = candidate.expectation();
            if (expectation == null ? !candidate.untried() : expectation.atWorst() < -tolerance) {
                continue;
            }
            Probed probed = seen.nothing()
                    ? null
                    : byCodec.computeIfAbsent(codec(candidate), codec -> probed(given, candidate, seen))
                            .orElse(null);
            if (probed != null && probed.change() < -tolerance) {
                if (!refused.contains(probed)) {
                    refused.add(probed);
                }
            } else if (expectation != null) {
                return new Chosen(candidate, expectation, false, refused);
            } else if (probed != null) {
                return new Chosen(candidate, new Expectation(probed.change(), ONE_RUN, 0), true, refused);
            }
        }
        Expectation same = new Expectation(0, 0, 0);
        return new Chosen(new Candidate(List.of(), given, before, same), same, false, refused);
    }

    private static String codec(Candidate candidate) {
        return candidate.options().stream()
                .filter(Lattice.COMPRESSION::contains)
                .map(Option::id)
                .findFirst()
                .orElse("");
    }

    private Optional<Probed> probed(TaskSpec given, Candidate candidate, Probes.Seen seen) {
        return probes.pair(given, candidate.options()).flatMap(pair -> {
            Found found = seen.find(pair);
            return found.change().map(change -> new Probed(pair, found, change));
        });
    }

    /** The cheapest codec that nothing is known of yet. */
    private Optional<Pair> untried(TaskSpec given, List<Candidate> cheaper, Probes.Seen seen) {
        return cheaper.stream()
                .filter(Candidate::untried)
                .map(candidate -> probes.pair(given, candidate.options()))
                .flatMap(Optional::stream)
                .filter(pair -> seen.find(pair).change().isEmpty())
                .findFirst();
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
        TaskSpec spec = respec.changed(given, changes);
        if (spec == null) {
            return Optional.empty();
        }
        Candidate candidate = new Candidate(
                options,
                spec,
                estimates.of(spec),
                known.expect(given, spec, options).orElse(null));
        return candidate.expectation() == null && !candidate.untried() ? Optional.empty() : Optional.of(candidate);
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

    private String basis(Chosen best, @Nullable Double accuracy) {
        if (best.candidate().options().isEmpty()) {
            return "Nothing cheaper is known to keep the accuracy within the tolerance.";
        }
        if (best.expectation().seen() > 0) {
            return "Seen in " + best.expectation().seen() + " completed tasks of this server.";
        }
        if (best.probed()) {
            return "Nothing but a probe is known of data like these.";
        }
        return evidence.source()
                + (accuracy == null
                        ? " No task like yours has been completed here yet: run it once as it is, and the next plan will"
                                + " know what to reach and stop there."
                        : "");
    }
}
