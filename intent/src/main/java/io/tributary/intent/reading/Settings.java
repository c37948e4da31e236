package io.tributary.intent.reading;

import io.tributary.intent.text.Quantity;
import io.tributary.intent.vocabulary.Meaning;
import io.tributary.intent.vocabulary.Term;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Settings written as name and value, where a value is nobody else's: {@code lr=0.1}, {@code rounds: 30}, and rows such as
 * {@code rounds 30 clients 12 epochs 2} that begin with a name and end with a number.
 */
final class Settings {
    private static final Set<String> ASSIGNS = Set.of("=", ":", ">", "→");
    private static final Set<String> JOINTS = Set.of("=", ":", ">", "→", "|", "\"", "'", "-", "_");

    /** A name of a field or a number, whichever is not null. */
    private record Item(
            int from, int to, @Nullable Term name, @Nullable Quantity number) {}

    private final Prompt prompt;
    private final Map<Quantity, Integer> owners = new HashMap<>();
    private final Set<Integer> owned = new HashSet<>();

    private Settings(Prompt prompt) {
        this.prompt = prompt;
    }

    static Settings of(Prompt prompt) {
        Settings settings = new Settings(prompt);
        settings.read();
        return settings;
    }

    /** Whether a number is plainly another name's, or a name plainly another number's. */
    boolean contradicts(Term name, Quantity number) {
        Integer owner = owners.get(number);
        return owner == null ? owned.contains(name.from()) : owner != name.from();
    }

    private void read() {
        List<Item> items = items();
        List<Item> row = new ArrayList<>();
        for (Item item : items) {
            Item last = row.isEmpty() ? null : row.get(row.size() - 1);
            boolean turns = last != null && (last.name() == null) == (item.number() == null);
            if (last != null && !(turns && adjoin(last, item))) {
                settle(row);
                row.clear();
            }
            row.add(item);
        }
        settle(row);
    }

    private List<Item> items() {
        return Stream.concat(
                        prompt.terms().stream()
                                .filter(term -> Fields.NUMBERS.containsKey(
                                        term.meaning().name()))
                                .filter(term -> term.meaning().namesField())
                                .filter(term -> !isLetterOfCounted(term))
                                .filter(term -> prompt.terms().stream()
                                        .filter(other -> other.from() == term.from()
                                                && other.meaning().namesField())
                                        .findFirst()
                                        .filter(term::equals)
                                        .isPresent())
                                .map(term -> new Item(term.from(), term.to(), term, null)),
                        prompt.quantities().stream().map(number -> new Item(number.from(), number.to(), null, number)))
                .sorted(Comparator.comparingInt(Item::from))
                .toList();
    }

    /** "M = 40 devices": what is counted stands behind. */
    private boolean isLetterOfCounted(Term term) {
        return term.length() == 1
                && prompt.folded(term.from()).length() == 1
                && prompt.quantities().stream()
                        .filter(number -> number.from() > term.from() && number.from() - term.to() <= 1)
                        .anyMatch(number -> prompt.terms().stream()
                                .anyMatch(unit -> unit.from() == number.to()
                                        && unit.length() > 0
                                        && unit.meaning().kind() == Meaning.Kind.UNIT
                                        && prompt.folded(unit.from()).length() > 1));
    }

    private boolean adjoin(Item one, Item other) {
        return other.from() >= one.to() && prompt.gap(one.to(), other.from(), JOINTS::contains) == 0;
    }

    private void settle(List<Item> row) {
        long numbers = row.stream().filter(item -> item.number() != null).count();
        boolean ordered = row.size() > 1
                && row.get(0).name() != null
                && row.get(row.size() - 1).number() != null;
        for (int i = 0; i + 1 < row.size(); i++) {
            Item name = row.get(i);
            Item number = row.get(i + 1);
            if (name.name() != null && number.number() != null && suits(name, number.number())) {
                boolean assigned = prompt.gap(name.to(), number.from(), word -> !ASSIGNS.contains(word)) > 0;
                boolean nextOwns = i + 3 < row.size() || i + 2 == row.size();
                if ((assigned && (nextOwns || prompt.folded(number.from() - 1).equals("=")))
                        || (ordered && numbers > 1)) {
                    owners.put(number.number(), name.from());
                    owned.add(name.from());
                }
            }
        }
    }

    /** Whether one of the meanings of the name takes the number. */
    private boolean suits(Item name, Quantity number) {
        return prompt.terms().stream()
                .anyMatch(term -> term.from() == name.from()
                        && term.meaning().namesField()
                        && Fields.suits(term.meaning().name(), number).isPresent());
    }
}
