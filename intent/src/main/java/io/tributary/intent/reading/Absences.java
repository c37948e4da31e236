package io.tributary.intent.reading;

import io.tributary.intent.text.Quantity;
import io.tributary.intent.text.WordList;
import java.util.Set;
import java.util.stream.IntStream;

/** Numbers of those that do not take part: leave out 20 percent of them, two sit out every round, up to two may be missing. */
final class Absences {
    private static final int NEAR = 6;
    /** Behind them another matter begins: 20 % of the clients and skip compression. */
    private static final Set<String> BREAKS = Set.of(",", "and", "und", "y", "et", "but", "aber", "pero", "mais");

    private static final Set<String> LEAVES = WordList.of("absences.leaves");
    private static final Set<String> OUT = WordList.of("absences.out");

    private final Prompt prompt;

    Absences(Prompt prompt) {
        this.prompt = prompt;
    }

    /** Whether a number counts those that a round leaves out. */
    boolean isLeftOut(Quantity number) {
        boolean verb = isBeside("absent", number);
        boolean leaves = IntStream.range(Math.max(0, number.from() - 2), number.from())
                .anyMatch(at -> LEAVES.contains(prompt.folded(at)));
        boolean out = IntStream.range(
                        number.to(), Math.min(number.to() + NEAR, prompt.words().size()))
                .anyMatch(at -> OUT.contains(prompt.folded(at)) && prompt.isClear(number.to(), at) && !isOutOf(at));
        return verb || (leaves && out);
    }

    /** Five out of 50: a part of them. */
    private boolean isOutOf(int at) {
        return prompt.folded(at + 1).equals("of")
                && prompt.quantities().stream().anyMatch(all -> all.from() >= at + 2 && all.from() - at <= 4);
    }

    /** Whether a number counts those whose updates a round can do without: of ten, two may be missing leaves eight. */
    boolean mayMiss(Quantity number) {
        return isBeside("may-miss", number);
    }

    private boolean isBeside(String sign, Quantity number) {
        return prompt.signs(sign).stream()
                .anyMatch(verb -> (verb.from() >= number.to()
                                && verb.from() - number.to() <= NEAR
                                && !prompt.clauseEndsBetween(number.to(), verb.from())
                                && prompt.gap(number.to(), verb.from(), word -> !BREAKS.contains(word)) == 0)
                        || (verb.to() <= number.from()
                                && number.from() - verb.to() <= 2
                                && prompt.isClear(verb.to(), number.from())));
    }
}
