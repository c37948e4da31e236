package io.tributary.intent.reading;

import io.tributary.intent.vocabulary.Meaning;
import io.tributary.protocol.aggregation.Parameter;
import io.tributary.protocol.aggregation.Strategies;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Numbers of the aggregation strategy whose letters mean something else without it: tau of FedAdam, alpha of SCALLION. */
final class StrategyNumbers {
    /** Letters of parameters, with what they mean elsewhere. */
    private static final Map<String, Set<String>> LETTERS = Map.of(
            "beta", Set.of("beta", "β"),
            "tau", Set.of("tau", "τ"),
            "alpha", Set.of("alpha", "α"),
            "byzantine", Set.of("f"));

    private static final String GROUP = "aggregation.";
    private static final String STRATEGY = "aggregation.strategy";

    private final Prompt prompt;
    private final JsonNode base;

    StrategyNumbers(Prompt prompt, JsonNode base) {
        this.prompt = prompt;
        this.base = base;
    }

    /** Binds numbers beside such letters to the strategy that is meant. */
    void claim(List<Bound> bound) {
        Set<String> parameters = parameters();
        bound.replaceAll(each -> LETTERS.entrySet().stream()
                .filter(letter -> parameters.contains(letter.getKey())
                        && each.cue() != null
                        && letter.getValue().contains(prompt.folded(each.cue().from())))
                .findFirst()
                .map(letter -> new Bound(each.number(), GROUP + letter.getKey(), each.cue(), each.cost()))
                .orElse(each));
    }

    /** A number that the strategy does not have is asked about rather than lost. */
    void check(Map<String, Reading> readings, List<Doubt> doubts) {
        boolean asked = doubts.stream().anyMatch(doubt -> doubt.field().equals(STRATEGY));
        Set<String> parameters = parameters();
        for (Reading reading : List.copyOf(readings.values())) {
            String name = reading.field().startsWith(GROUP) ? reading.field().substring(GROUP.length()) : "";
            List<Object> users = Strategies.all().stream()
                    .filter(strategy -> strategy.parameters().stream()
                            .anyMatch(parameter -> parameter.name().equals(name)))
                    .map(strategy -> (Object) strategy.id())
                    .toList();
            if (!users.isEmpty() && !parameters.contains(name) && !asked) {
                readings.remove(reading.field());
                doubts.add(new Doubt(
                        STRATEGY,
                        "\"" + prompt.said(reading.from(), reading.to()) + "\" means nothing to " + strategy()
                                + "; which strategy shall it be?",
                        users));
            }
        }
    }

    private Set<String> parameters() {
        return Strategies.find(strategy())
                .map(strategy ->
                        strategy.parameters().stream().map(Parameter::name).collect(Collectors.toSet()))
                .orElse(Set.of());
    }

    private String strategy() {
        return prompt.terms().stream()
                .filter(term -> term.meaning().kind() == Meaning.Kind.VALUE
                        && term.meaning().name().equals(STRATEGY))
                .map(term -> term.meaning().value())
                .reduce((first, second) -> second)
                .orElse(base.at("/aggregation/strategy").asString(""));
    }
}
