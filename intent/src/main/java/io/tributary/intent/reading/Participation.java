package io.tributary.intent.reading;

import io.tributary.intent.text.Quantity;
import io.tributary.intent.vocabulary.Term;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/** How many clients there are and how many train in a round: 5 of the 20 sites, pick 10 each round. */
final class Participation {
    private static final String COUNT = "clients.count";
    private static final Set<String> BETWEEN = Set.of(
            "of",
            "out",
            "the",
            "from",
            "among",
            "/",
            "a",
            "total",
            "all",
            "our",
            "my",
            "available",
            "in",
            "von",
            "den",
            "der",
            "aus",
            "de",
            "los",
            "las",
            "sur",
            "les",
            "des",
            "parmi",
            "entre",
            "random",
            "randomly",
            "chosen");

    private final Prompt prompt;
    private final List<Bound> bound;
    private final JsonNode base;
    private final Set<Quantity> used = new HashSet<>();

    private Participation(Prompt prompt, List<Bound> bound, JsonNode base) {
        this.prompt = prompt;
        this.bound = bound;
        this.base = base;
    }

    static Participation of(Prompt prompt, List<Bound> bound, JsonNode base) {
        return new Participation(prompt, bound, base);
    }

    /** Reads what it can and returns the numbers that this took. */
    Set<Quantity> read(Consumer<Reading> readings, List<Doubt> doubts) {
        List<Quantity> numbers = prompt.quantities();
        for (int i = 0; i + 1 < numbers.size(); i++) {
            partOfAll(numbers.get(i), numbers.get(i + 1), readings, doubts);
        }
        for (Quantity number : numbers) {
            if (!used.contains(number) && number.whole()) {
                perRound(number, readings, doubts);
            }
        }
        return used;
    }

    private void partOfAll(Quantity part, Quantity all, Consumer<Reading> readings, List<Doubt> doubts) {
        boolean named = bound.stream()
                .anyMatch(each -> each.field().equals(COUNT)
                        && (each.number().equals(part) || each.number().equals(all)));
        boolean joined = prompt.gap(part.to(), all.from(), word -> BETWEEN.contains(word) || isClients(word)) == 0
                && prompt.signs("of").stream().anyMatch(sign -> sign.from() >= part.to() && sign.to() <= all.from());
        boolean share = part.kind() == Quantity.Kind.SHARE && !part.equals(all);
        if (!named || !joined || !(part.whole() || share) || !all.whole()) {
            return;
        }
        used.add(part);
        used.add(all);
        int to = bound.stream()
                .filter(each -> each.number().equals(all) && each.field().equals(COUNT))
                .mapToInt(Bound::to)
                .findFirst()
                .orElse(all.to());
        readings.accept(Reading.said(COUNT, (long) all.value(), all.from(), to, 0.97));
        if (share) {
            readings.accept(Reading.said("clients.fraction", part.value(), part.from(), to, 0.97));
        } else {
            share(part.value(), all.value(), part.from(), to, readings, doubts);
        }
    }

    private void perRound(Quantity number, Consumer<Reading> readings, List<Doubt> doubts) {
        Optional<Bound> own =
                bound.stream().filter(each -> each.number().equals(number)).findFirst();
        boolean clients = own.isPresent() && own.get().field().equals(COUNT);
        int end = own.filter(each -> clients).map(Bound::to).orElse(number.to());
        boolean eachRound = prompt.signs("round").stream()
                .anyMatch(sign -> sign.from() >= end
                        && sign.from() - end <= 4
                        && !prompt.sentenceEndsBetween(end, sign.from())
                        && prompt.quantities().stream()
                                .noneMatch(other -> other.from() >= end && other.from() < sign.from()));
        boolean picked = prompt.signs("pick").stream()
                .anyMatch(sign -> sign.to() <= number.from() && number.from() - sign.to() <= 2);
        if (!eachRound || !(clients || (own.isEmpty() && picked))) {
            return;
        }
        used.add(number);
        double count = bound.stream()
                .filter(each -> each.field().equals(COUNT)
                        && !each.number().equals(number)
                        && each.number().whole())
                .mapToDouble(each -> each.number().value())
                .findFirst()
                .orElse(base.at("/clients/count").asDouble(10));
        share(number.value(), count, number.from(), end, readings, doubts);
    }

    private static void share(
            double part, double all, int from, int to, Consumer<Reading> readings, List<Doubt> doubts) {
        if (part > all || part < 1) {
            doubts.add(new Doubt(
                    COUNT,
                    "A round cannot take " + (long) part + " of " + (long) all
                            + " clients; how many clients are there, and how many train in a round?",
                    part < 1 ? List.of((long) all) : List.of((long) all, (long) part)));
            return;
        }
        readings.accept(Reading.said("clients.fraction", part / all, from, to, 0.97));
    }

    private boolean isClients(String word) {
        return prompt.terms().stream()
                .filter(term -> term.meaning().name().equals(COUNT))
                .map(Term::from)
                .anyMatch(at -> prompt.folded(at).equals(word));
    }
}
