package io.tributary.intent.reading;

import io.tributary.intent.text.Quantity;
import io.tributary.intent.text.Quantity.Kind;
import io.tributary.intent.vocabulary.Meaning;
import io.tributary.intent.vocabulary.Term;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Clients that are to be simulated as malicious: a fifth flip their labels, 3 of the 20 are attackers. */
final class Liars {
    private static final String KIND = "simulation.attack.kind";
    private static final String SHARE = "simulation.attack.share";
    private static final int NEAR = 6;

    private final Prompt prompt;
    private final JsonNode base;

    Liars(Prompt prompt, JsonNode base) {
        this.prompt = prompt;
        this.base = base;
    }

    /** Gives the attackers the number that was said of them, be it a share or a count. */
    void claimShare(List<Bound> bound) {
        if (!isMeant()) {
            return;
        }
        prompt.quantities().stream()
                .filter(number -> isNear(number) && isFree(bound, number))
                .findFirst()
                .ifPresent(number -> {
                    double share =
                            number.kind() == Kind.SHARE ? number.value() : number.value() / clients(bound, number);
                    bound.removeIf(each -> each.number().equals(number));
                    bound.add(new Bound(new Quantity(number.from(), number.to(), share, Kind.SHARE), SHARE, null, 0.5));
                });
    }

    /** Someone is said to attack, unless the strategy is only to bear so many. */
    private boolean isMeant() {
        return kind().isPresent() || prompt.signs("malicious").stream().anyMatch(sign -> !isBorne(sign));
    }

    private boolean isBorne(Term sign) {
        return prompt.terms().stream()
                .anyMatch(term ->
                        term.from() == sign.from() && term.meaning().name().equals("aggregation.byzantine"));
    }

    private Optional<Term> kind() {
        return prompt.terms().stream()
                .filter(term -> term.meaning().kind() == Meaning.Kind.VALUE
                        && term.meaning().name().equals(KIND))
                .findFirst();
    }

    private boolean isNear(Quantity number) {
        return prompt.terms().stream()
                .filter(term -> term.meaning().isSign("malicious")
                        || term.meaning().name().equals(KIND))
                .anyMatch(term -> (term.from() >= number.to()
                                && term.from() - number.to() <= NEAR
                                && isClear(number.to(), term.from(), number))
                        || (term.to() <= number.from()
                                && number.from() - term.to() <= NEAR / 2
                                && isClear(term.to(), number.from(), number)));
    }

    /** Another number may stand between only as the whole of which this one is a part. */
    private boolean isClear(int from, int to, Quantity part) {
        return !prompt.sentenceEndsBetween(from, to)
                && prompt.gap(from, to, word -> !word.equals(",") && !word.equals(";")) == 0
                && prompt.quantities().stream()
                        .filter(other -> other.from() >= from && other.from() < to)
                        .allMatch(other -> other.whole() && isOf(part, other));
    }

    private boolean isOf(Quantity part, Quantity all) {
        return prompt.signs("of").stream().anyMatch(sign -> sign.from() >= part.to() && sign.to() <= all.from());
    }

    private static boolean isFree(List<Bound> bound, Quantity number) {
        boolean suits = number.kind() == Kind.SHARE || number.whole();
        return suits
                && bound.stream()
                        .filter(each -> each.number().equals(number))
                        .allMatch(each -> each.field().startsWith("clients.")
                                || each.field().equals("aggregation.byzantine"));
    }

    private double clients(List<Bound> bound, Quantity part) {
        return bound.stream()
                .filter(each -> each.field().equals("clients.count")
                        && !each.number().equals(part)
                        && each.number().whole())
                .mapToDouble(each -> each.number().value())
                .findFirst()
                .orElse(base.at("/clients/count").asDouble(10));
    }

    /** A share of attackers without what they do has to be asked. */
    void read(Map<String, Reading> readings, List<Doubt> doubts) {
        if (readings.containsKey(SHARE) && !readings.containsKey(KIND)) {
            readings.remove(SHARE);
            doubts.add(new Doubt(
                    KIND,
                    "What shall the malicious clients do?",
                    List.of("label-flip", "sign-flip", "gaussian", "little-is-enough")));
        }
    }
}
