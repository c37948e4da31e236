package io.tributary.intent.reading;

import io.tributary.intent.text.Quantity;
import io.tributary.intent.text.Quantity.Kind;
import io.tributary.intent.text.WordList;
import io.tributary.intent.vocabulary.Meaning;
import io.tributary.intent.vocabulary.Term;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** How often a client goes over its data, where no epochs were said: three times over its pictures. */
final class Passes {
    private static final String EPOCHS = "training.localEpochs";

    private static final Set<String> OVER = WordList.of("passes.over");
    private static final Set<String> GOES = WordList.of("passes.goes");

    private final Prompt prompt;
    private final Bindings bound;

    Passes(Prompt prompt, Bindings bound) {
        this.prompt = prompt;
        this.bound = bound;
    }

    /** Three times over its data, viermal über seine Daten: epochs. */
    void overData() {
        if (bound.has(EPOCHS)) {
            return;
        }
        for (Quantity number : prompt.quantities()) {
            if (number.kind() == Kind.TIMES
                    && number.value() >= 1
                    && (isOverData(number.from(), number.to()) || goesThrough(number))) {
                bound.count(number, EPOCHS);
                return;
            }
        }
        for (Term sign : prompt.terms()) {
            double factor = Changes.factor(sign);
            Quantity count = new Quantity(sign.from(), sign.to(), factor, Kind.PLAIN);
            if (factor > 1 && (isOverData(sign.from(), sign.to()) || goesThrough(count))) {
                bound.bind(count, EPOCHS, 1);
                return;
            }
        }
    }

    /** Whether words beside speak of going over the data that a client holds. */
    private boolean isOverData(int from, int to) {
        return prompt.signs("read-data").stream()
                        .anyMatch(sign -> sign.to() <= from
                                && from - sign.to() <= 1
                                && !prompt.clauseEndsBetween(sign.to(), from))
                || prompt.signs("store").stream()
                        .anyMatch(sign -> (OVER.contains(prompt.folded(sign.from() - 1))
                                        || (Changes.ARTICLES.contains(prompt.folded(sign.from() - 1))
                                                && OVER.contains(prompt.folded(sign.from() - 2))))
                                && ((sign.from() >= to
                                                && sign.from() - to <= 4
                                                && !prompt.clauseEndsBetween(to, sign.from()))
                                        || (sign.to() <= from
                                                && from - sign.to() <= 2
                                                && !prompt.clauseEndsBetween(sign.to(), from))));
    }

    /** Each sees all its samples three times; cada nodo recorre su partición ocho veces. */
    private boolean goesThrough(Quantity number) {
        boolean goes = IntStream.range(
                        Math.max(0, number.from() - 9),
                        Math.min(number.to() + 2, prompt.words().size()))
                .anyMatch(at -> GOES.contains(prompt.folded(at))
                        && !prompt.clauseEndsBetween(Math.min(at, number.from()), Math.max(at, number.to())));
        boolean more = Stream.of("more", "fewer", "plenty")
                .flatMap(sign -> prompt.signs(sign).stream())
                .anyMatch(sign -> sign.from() >= number.to() && sign.from() - number.to() <= 1);
        return goes
                && !more
                && prompt.signs("store").stream()
                        .anyMatch(sign -> (sign.from() >= number.to()
                                        // "Ten times the data" are more of them.
                                        && !prompt.folded(number.to()).equals("the")
                                        && sign.from() - number.to() <= 5
                                        && prompt.isClear(number.to(), sign.from()))
                                || (sign.to() <= number.from()
                                        && number.from() - sign.to() <= 3
                                        && prompt.isClear(sign.to(), number.from())));
    }

    /** In a search 20 Durchläufe are trials; else they are passes over the data. */
    void dropRuns() {
        boolean sought = prompt.terms().stream()
                .anyMatch(term -> term.meaning().kind() == Meaning.Kind.ACT
                        && term.meaning().name().equals("search"));
        bound.removeIf(each -> sought
                && each.field().equals(EPOCHS)
                && prompt.signs("runs").stream()
                        .anyMatch(sign -> sign.from() == each.number().to()));
    }
}
