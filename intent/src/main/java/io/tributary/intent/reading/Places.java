package io.tributary.intent.reading;

import io.tributary.intent.text.Quantity;
import io.tributary.intent.vocabulary.Meaning;
import io.tributary.intent.vocabulary.Term;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Where the numbers and names of a prompt stand, so that what lies between two words is known without going through them all. */
final class Places {
    private final int[] numbers;
    private final int[] names;
    private final Set<Integer> units;
    private final Set<Integer> rounds;
    private final Set<Integer> sought;

    Places(Prompt prompt) {
        int words = prompt.words().size();
        numbers = before(words, prompt.quantities().stream().mapToInt(Quantity::from));
        names = before(
                words,
                prompt.terms().stream()
                        .filter(term -> term.meaning().namesField())
                        .mapToInt(Term::from)
                        .distinct());
        // Rounds without improvement are counted as rounds are.
        units = of(
                prompt,
                Term::from,
                term -> term.closeness() == 1
                        && (term.meaning().kind() == Meaning.Kind.UNIT
                                || (term.meaning().kind() == Meaning.Kind.CUE
                                        && term.meaning().name().equals("stopping.patience"))));
        rounds = of(prompt, Term::from, term -> term.meaning().name().equals("training.rounds"));
        sought = of(
                prompt,
                Term::to,
                term -> term.meaning().kind() == Meaning.Kind.ACT
                        && Set.of("search", "best").contains(term.meaning().name()));
    }

    /** How many begin before each word, and before the end. */
    private static int[] before(int words, IntStream begins) {
        int[] counts = new int[words + 1];
        begins.forEach(at -> counts[at + 1]++);
        for (int at = 1; at <= words; at++) {
            counts[at] += counts[at - 1];
        }
        return counts;
    }

    private static Set<Integer> of(Prompt prompt, ToIntFunction<Term> place, Predicate<Term> which) {
        return prompt.terms().stream().filter(which).map(place::applyAsInt).collect(Collectors.toUnmodifiableSet());
    }

    /** How many numbers begin from one word to before another. */
    int numbersWithin(int from, int to) {
        return to <= from ? 0 : numbers[to] - numbers[from];
    }

    /** At how many words from one to before another a name of a field begins. */
    int namesWithin(int from, int to) {
        return to <= from ? 0 : names[to] - names[from];
    }

    /** Whether a number is followed by the exact name of what it counts. */
    boolean hasUnit(Quantity number) {
        return units.contains(number.to());
    }

    /** Whether a number counts rounds. */
    boolean countsRounds(Quantity number) {
        return rounds.contains(number.to());
    }

    /** Whether "find" or "best" stands right before a name, or one word before. */
    boolean isSought(Term name) {
        return sought.contains(name.from()) || sought.contains(name.from() - 1);
    }
}
