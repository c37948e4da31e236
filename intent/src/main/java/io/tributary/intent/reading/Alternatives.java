package io.tributary.intent.reading;

import io.tributary.intent.text.Quantity;
import io.tributary.intent.text.WordList;
import io.tributary.intent.vocabulary.Meaning;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Two numbers of which only one can be meant, so that it has to be asked: between 10 and 20 clients, 12 or maybe 15 hospitals. */
final class Alternatives {
    static final Set<String> OR = Set.of("or", "oder", "o", "ou");
    private static final Set<String> BETWEEN = WordList.of("alternatives.between");

    private final Prompt prompt;

    Alternatives(Prompt prompt) {
        this.prompt = prompt;
    }

    /** Takes away the ranges of what no trials may differ in, and asks for one number of each. */
    List<Doubt> ofRanges(List<Ranges.Range> ranges) {
        List<Doubt> doubts = new ArrayList<>();
        for (Ranges.Range range : List.copyOf(ranges)) {
            if (!Acts.isSearchable(range.field())) {
                ranges.remove(range);
                doubts.add(doubt(
                        range.field(),
                        "\"" + prompt.said(range.from(), range.to()) + "\" is a range; which number shall it be?",
                        range.low(),
                        range.high()));
            }
        }
        return doubts;
    }

    /** Takes away the numbers of which one or another is meant, and asks which. */
    List<Doubt> of(List<Bound> bound) {
        List<Doubt> doubts = new ArrayList<>();
        List<Quantity> numbers = prompt.quantities();
        for (int i = 0; i + 1 < numbers.size() && !isSought(); i++) {
            Quantity first = numbers.get(i);
            Quantity second = numbers.get(i + 1);
            long fields = bound.stream()
                    .filter(each -> each.number().equals(first) || each.number().equals(second))
                    .map(Bound::field)
                    .distinct()
                    .count();
            if (fields == 1 && isEither(first, second)) {
                bound.stream()
                        .filter(each ->
                                each.number().equals(first) || each.number().equals(second))
                        .filter(each -> !each.field().startsWith("study."))
                        .findFirst()
                        .ifPresent(each -> {
                            bound.removeIf(other -> other.number().equals(first)
                                    || other.number().equals(second));
                            doubts.add(doubt(
                                    each.field(),
                                    "\"" + prompt.said(first.from(), second.to()) + "\": which of them shall it be?",
                                    first,
                                    second));
                        });
            }
        }
        return doubts;
    }

    private boolean isEither(Quantity first, Quantity second) {
        return first.value() != second.value()
                && (first.kind() == second.kind() || first.kind() == Quantity.Kind.PLAIN)
                && second.from() > first.to()
                && prompt.gap(first.to(), second.from(), BETWEEN::contains) == 0
                && prompt.gap(first.to(), second.from(), word -> !OR.contains(word)) > 0;
    }

    /** Where the best is to be found, either may be it. */
    private boolean isSought() {
        return prompt.terms().stream()
                .anyMatch(act -> act.meaning().kind() == Meaning.Kind.ACT
                        && Set.of("search", "best").contains(act.meaning().name()));
    }

    private static Doubt doubt(String field, String question, Quantity first, Quantity second) {
        return new Doubt(
                Changes.path(field),
                question,
                List.of(Reader.typed(field, first.value()), Reader.typed(field, second.value())));
    }
}
