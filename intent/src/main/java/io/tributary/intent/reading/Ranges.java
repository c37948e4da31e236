package io.tributary.intent.reading;

import io.tributary.intent.text.Quantity;
import io.tributary.intent.text.WordList;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Bounds between which a value is to be searched: between 0.001 and 0.1, from 8 to 64. */
final class Ranges {
    private static final Set<String> OPENING = WordList.of("ranges.opening");
    private static final Set<String> JOINING = WordList.of("ranges.joining");

    private Ranges() {}

    /**
     * A range.
     *
     * @param field that it is for
     * @param low the smaller number
     * @param high the greater
     */
    record Range(String field, Quantity low, Quantity high) {
        boolean holds(Quantity number) {
            return low.equals(number) || high.equals(number);
        }

        int from() {
            return Math.min(low.from(), high.from());
        }

        int to() {
            return Math.max(low.to(), high.to());
        }
    }

    static List<Range> in(Prompt prompt, List<Bound> bound) {
        List<Range> ranges = new ArrayList<>();
        List<Quantity> numbers = prompt.quantities();
        for (int i = 0; i + 1 < numbers.size(); i++) {
            Quantity first = numbers.get(i);
            Quantity second = numbers.get(i + 1);
            // "Within 30 seconds. 12 clients" is none.
            boolean joined = (first.kind() == second.kind() || first.kind() == Quantity.Kind.PLAIN)
                    && second.from() > first.to()
                    && second.from() - first.to() <= 3
                    && prompt.gap(first.to(), second.from(), JOINING::contains) == 0
                    // "A rate of 0.2. Three classes" is none either.
                    && prompt.gap(first.to(), second.from(), word -> !word.equals(".")) != 1;
            String before = prompt.folded(first.from() - 1);
            boolean opened = Set.of("between", "zwischen", "entre").contains(before)
                    || before.equals("[")
                    || (OPENING.contains(before)
                            && !Set.of(",", ";").contains(prompt.folded(first.to()))
                            && !Set.of("and", "y", "et", "und").contains(prompt.folded(first.to())));
            boolean falls = second.value() == 0
                    || prompt.terms().stream()
                            .anyMatch(term -> term.meaning().name().equals("training.schedule"));
            if (joined && opened && !falls) {
                bound.stream()
                        .filter(each ->
                                each.number().equals(first) || each.number().equals(second))
                        .findFirst()
                        .ifPresent(each -> ranges.add(
                                first.value() <= second.value()
                                        ? new Range(each.field(), first, second)
                                        : new Range(each.field(), second, first)));
            }
        }
        return ranges;
    }
}
