package io.tributary.intent.reading;

import io.tributary.intent.text.Quantities;
import io.tributary.intent.text.Quantity;
import io.tributary.intent.text.WordList;
import io.tributary.intent.vocabulary.FunctionWords;
import io.tributary.intent.vocabulary.Meaning;
import io.tributary.intent.vocabulary.Term;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** What was taken back: 32 not 64, first I thought 50 but 35, 20 no wait 30, 0.1 instead of 0.01. */
final class Corrections {
    private static final Set<String> FILLERS = WordList.of("corrections.fillers");

    static final Set<String> TAKES_BACK = WordList.of("corrections.takes-back");
    /** Use 25 clients instead. */
    private static final Set<String> INSTEAD = Set.of("instead", "stattdessen", "plutot", "diesmal");

    static final Set<String> BETWEEN = WordList.of("corrections.between");

    private static final Set<String> FROM = Set.of("from", "von", "de", "desde");
    private static final Set<String> TO = Set.of("to", "auf", "a");

    private static final Set<String> ARROWS = Set.of("->", "→", "=>", "-->");

    private static final Set<String> MOVES = WordList.of("corrections.moves");

    private static final Set<String> SO = Set.of("so", "also", "donc", "luego", "entonces");
    /** "But two are broken" says what they are, not how many there are. */
    private static final Set<String> SUBJECT = WordList.of("corrections.subject");

    private static final Set<String> ENOUGH = WordList.of("corrections.enough");

    /** Behind what they rule out, before a comma: sin compresión ninguna, 20 tiendas. */
    private static final Set<String> NONE = Set.of("ninguna", "ninguno", "aucune", "aucun", "none", "nada");

    private static final Set<String> UNHAPPY = WordList.of("corrections.unhappy");

    private static final int FARTHEST = 14;

    private final Prompt prompt;

    Corrections(Prompt prompt) {
        this.prompt = prompt;
    }

    /** The prompt without numbers that are taken back at once: "0.01, no, 0.03" is one number, 0.03. */
    static Prompt strike(Prompt prompt) {
        List<Quantity> numbers = new ArrayList<>(prompt.quantities());
        for (int i = 0; i + 1 < numbers.size(); i++) {
            if (isBefore(prompt, numbers.get(i), numbers.get(i + 1))) {
                numbers.remove(i);
            }
        }
        for (int i = 0; i + 1 < numbers.size(); i++) {
            Quantity first = numbers.get(i);
            Quantity second = numbers.get(i + 1);
            // "Instead of 12 rounds rather 16": the first is out of it by itself.
            // "512 (no 128)" says what it is not.
            boolean aside = prompt.folded(second.from() - 2).equals("(");
            boolean near = second.from() > first.to()
                    && !aside
                    && second.from() - first.to() <= 10
                    && !new Corrections(prompt).touches("instead", first);
            if (near
                    && first.kind() == second.kind()
                    && prompt.gap(
                                    first.to(),
                                    second.from(),
                                    word -> BETWEEN.contains(word)
                                            || names(prompt, first.to(), word)
                                            || (word.length() > 2 && word.equals(prompt.folded(second.to()))))
                            == 0
                    && prompt.gap(first.to(), second.from(), word -> !TAKES_BACK.contains(word)) > 0) {
                boolean named = IntStream.range(first.to(), second.from())
                        .anyMatch(at -> names(prompt, first.to(), prompt.folded(at)));
                // Where the name stands between, the number keeps the first place, beside it.
                numbers.set(
                        i, new Quantity(first.from(), named ? first.to() : second.to(), second.value(), second.kind()));
                numbers.remove(i + 1);
                i--;
            }
        }
        return prompt.with(List.copyOf(numbers));
    }

    /** Raise the rounds from 20 to 40: the first is what it was. */
    private static boolean isBefore(Prompt prompt, Quantity old, Quantity now) {
        String between = old.to() < now.from() ? prompt.said(old.to(), now.from()) : "";
        boolean arrow = old.whole() && now.whole() && ARROWS.contains(between.strip());
        return arrow || isMoved(prompt, old, now);
    }

    private static boolean isMoved(Prompt prompt, Quantity old, Quantity now) {
        return now.from() - old.to() <= 2
                && FROM.contains(prompt.folded(old.from() - 1))
                && TO.contains(prompt.folded(now.from() - 1))
                && (Stream.of("raise", "cut", "before", "correct")
                                .flatMap(sign -> prompt.signs(sign).stream())
                                .anyMatch(sign -> (sign.to() <= old.from()
                                                && old.from() - sign.to() <= 7
                                                && !prompt.sentenceEndsBetween(sign.to(), old.from()))
                                        || (sign.from() >= now.to() && sign.from() - now.to() <= 2))
                        || isNamedChange(prompt, old)
                        || IntStream.range(Math.max(0, old.from() - 8), old.from())
                                .anyMatch(at -> MOVES.contains(prompt.folded(at))
                                        && !prompt.sentenceEndsBetween(at, old.from())));
    }

    /** And clients from 20 to 30, where nothing is sought within them: of counts only, a rate may fall from one to another. */
    private static boolean isNamedChange(Prompt prompt, Quantity old) {
        return prompt.terms().stream()
                        .anyMatch(cue -> cue.to() == old.from() - 1
                                && cue.meaning().namesField()
                                && Fields.NUMBERS.get(cue.meaning().name()) == Fields.Sort.COUNT)
                && prompt.terms().stream()
                        .noneMatch(act -> act.meaning().kind() == Meaning.Kind.ACT
                                && Set.of("search", "best")
                                        .contains(act.meaning().name()));
    }

    /** Whether a word belongs to the name of a field that stands right after a number: 30 <i>rounds</i>, no, 40. */
    private static boolean names(Prompt prompt, int after, String word) {
        return prompt.terms().stream()
                .anyMatch(term -> term.from() == after
                        && term.meaning().namesField()
                        && IntStream.range(term.from(), term.to())
                                .anyMatch(at -> prompt.folded(at).equals(word)));
    }

    /** Whether what comes later in the prompt takes the place of what came earlier. */
    boolean replaces(int earlier, int later) {
        return prompt.terms().stream()
                        .anyMatch(term -> term.from() >= earlier
                                && term.to() <= later
                                && (term.meaning().isSign("correct")
                                        || term.meaning().isSign("but")))
                || prompt.signs("before").stream().anyMatch(term -> term.from() < earlier)
                || IntStream.range(later + 1, Math.min(later + 5, prompt.words().size()))
                        .anyMatch(at -> (INSTEAD.contains(prompt.folded(at))
                                        || (prompt.folded(at).equals("time")
                                                && prompt.folded(at - 1).equals("this")))
                                && !prompt.folded(at + 1).equals("of")
                                && !prompt.sentenceEndsBetween(later, at));
    }

    /**
     * Ten rounds is too short, make it 30: of a number that is what the field has anyhow, a later one without a name says what it shall be.
     *
     * @param base the complete spec before
     */
    List<Bound> change(List<Bound> bound, JsonNode base) {
        List<Bound> changed = new ArrayList<>(bound);
        for (Bound old : bound) {
            double before = Changes.before(old.field(), base).orElse(Double.NaN);
            if (old.number().kind() != Quantity.Kind.TIMES
                    && old.number().value() == before
                    && !Changes.isRelative(prompt, old.number())) {
                prompt.quantities().stream()
                        .filter(number -> number.from() >= old.number().to()
                                && number.from() - old.number().to() <= FARTHEST
                                && !isDismissed(number)
                                && bound.stream()
                                        .noneMatch(each -> each.number().equals(number))
                                && bound.stream().noneMatch(each -> isBetween(each, old, number, Set.of()))
                                && isSettledOn(old, number))
                        .findFirst()
                        .ifPresent(number -> {
                            changed.remove(old);
                            changed.add(new Bound(inUnit(number, old.number()), old.field(), null, old.cost() + 0.5));
                        });
            }
        }
        return changed;
    }

    /** Whether words between two numbers say that the first is not to stay. */
    private boolean isSettledOn(Bound old, Quantity number) {
        boolean judged =
                IntStream.range(old.number().to(), number.from()).anyMatch(at -> UNHAPPY.contains(prompt.folded(at)))
                        || IntStream.range(
                                        number.to(),
                                        Math.min(number.to() + 3, prompt.words().size()))
                                .anyMatch(at -> ENOUGH.contains(prompt.folded(at)));
        boolean counts = number.to() < prompt.words().size()
                && prompt.words().get(number.to()).isLetters()
                && !FunctionWords.contains(prompt.folded(number.to()))
                && !ENOUGH.contains(prompt.folded(number.to()))
                && prompt.terms().stream()
                        .noneMatch(unit -> unit.from() == number.to()
                                && unit.meaning().name().equals(old.field()));
        // "Ten hospitals with too little data, 200 pictures each": something else is counted.
        return judged
                && !counts
                && (number.kind() == old.number().kind() || number.kind() == Quantity.Kind.PLAIN)
                && Fields.suits(old.field(), number).isPresent()
                && prompt.terms().stream()
                        .noneMatch(unit -> unit.from() == number.to()
                                && unit.meaning().namesField()
                                && !unit.meaning().name().equals(old.field()));
    }

    /** Five minutes, correction: eight. */
    private Quantity inUnit(Quantity number, Quantity old) {
        if (old.kind() != Quantity.Kind.SECONDS || number.kind() != Quantity.Kind.PLAIN) {
            return number;
        }
        double unit = Quantities.seconds(prompt.folded(old.to() - 1));
        return new Quantity(number.from(), number.to(), number.value() * unit, Quantity.Kind.SECONDS);
    }

    /** The numbers that stand, each with its field; a number that corrects another takes over its field. */
    List<Bound> settle(List<Bound> bound) {
        Set<Quantity> dismissed = new HashSet<>();
        for (Quantity number : prompt.quantities()) {
            if (isDismissed(number)) {
                dismissed.add(number);
            }
        }
        List<Bound> standing = new ArrayList<>(bound);
        Map<Bound, Bound> corrections = new HashMap<>();
        for (Quantity number : prompt.quantities()) {
            boolean free = standing.stream().noneMatch(each -> each.number().equals(number));
            if (free && !dismissed.contains(number)) {
                corrected(number, bound, dismissed).ifPresent(old -> {
                    dismissed.add(old.number());
                    Bound again = new Bound(inUnit(number, old.number()), old.field(), null, old.cost() + 0.5);
                    // Of several corrections of one number the last counts.
                    standing.remove(corrections.put(old, again));
                    standing.add(again);
                });
            }
        }
        standing.removeIf(each -> dismissed.contains(each.number()));
        // A dismissed number may hold the name that the standing one was said for.
        for (Bound lost : bound) {
            if (dismissed.contains(lost.number())
                    && standing.stream().noneMatch(each -> each.field().equals(lost.field()))) {
                prompt.quantities().stream()
                        .filter(number -> !dismissed.contains(number)
                                && standing.stream()
                                        .noneMatch(each -> each.number().equals(number))
                                && Math.abs(number.from() - lost.number().from()) <= 8
                                && Fields.suits(lost.field(), number).isPresent())
                        .findFirst()
                        .ifPresent(number -> standing.add(new Bound(number, lost.field(), null, lost.cost() + 0.5)));
            }
        }
        return standing;
    }

    boolean isDismissed(Quantity number) {
        return (touches("not", number) && !new Absences(prompt).isLeftOut(number)) || touches("instead", number);
    }

    /** Whether a sign stands before the number with nothing but fillers between. */
    private boolean touches(String sign, Quantity number) {
        return prompt.signs(sign).stream()
                .anyMatch(term -> term.to() <= number.from()
                        && number.from() - term.to() <= 3
                        && prompt.gap(term.to(), number.from(), FILLERS::contains) == 0
                        && !isMoreThan(term)
                        // Dont 20 in French: of which.
                        && !(prompt.folded(term.from()).equals("dont") && term.to() == number.from())
                        && !isApart(term, number)
                        && !isCondition(term, number)
                        && !Changes.REMOVES.contains(prompt.folded(term.from())));
    }

    /** "Such das raus, 12 Trials": what was turned off stands before. */
    private boolean isApart(Term sign, Quantity number) {
        return (Choices.TURNS_OFF.contains(prompt.folded(sign.from())) || NONE.contains(prompt.folded(sign.from())))
                && prompt.gap(sign.to(), number.from(), word -> !word.equals(",")) > 0;
    }

    /** A round without six answers: they are wanted. */
    private boolean isCondition(Term sign, Quantity number) {
        return Answers.WITHOUT.contains(prompt.folded(sign.to() - 1))
                && prompt.signs("answer").stream()
                        .anyMatch(answer -> answer.from() >= number.to() && answer.from() - number.to() <= 2);
    }

    /** "No more than 20" takes nothing back. */
    private boolean isMoreThan(Term sign) {
        return prompt.folded(sign.to()).equals("more")
                || prompt.folded(sign.to()).equals("less");
    }

    /** "10 clients but only 4 in each round" corrects nothing. */
    private boolean isPart(Quantity number) {
        return prompt.signs("round").stream()
                .anyMatch(sign -> sign.to() == number.from()
                        || (sign.from() >= number.to()
                                && sign.from() - number.to() <= 4
                                && !prompt.sentenceEndsBetween(number.to(), sign.from())));
    }

    /** Seven plants, but Kassel is closed, so six. */
    private boolean isLeft(Quantity number) {
        return number.whole()
                && SO.contains(prompt.folded(number.from() - 1))
                && prompt.folded(number.from() - 2).equals(",");
    }

    /** Which leaves 45; quedan nueve. */
    private boolean leaves(Quantity number) {
        return prompt.signs("leaves").stream().anyMatch(sign -> sign.to() == number.from());
    }

    /** "But just 7 of them" speaks of what was counted last. */
    private boolean isOfOthers(Quantity number) {
        return prompt.signs("them").stream().anyMatch(sign -> sign.from() == number.to());
    }

    /** Of 60 clients, 20 sampled, no, 15 sampled: the last corrects what stands before it; which leaves 45 speaks of all. */
    private boolean skipsAnother(Bound old, Quantity number) {
        return !leaves(number)
                && !isLeft(number)
                && prompt.quantities().stream()
                        .anyMatch(between -> between.from() >= old.number().to()
                                && between.to() <= number.from()
                                && !replaces(old.number().to(), between.from()));
    }

    /** Whether a number that has its field stands between two, so that the later cannot mean the earlier. */
    private static boolean isBetween(Bound between, Bound old, Quantity number, Set<Quantity> dismissed) {
        return !dismissed.contains(between.number())
                && between.number().from() >= old.number().to()
                && between.number().to() <= number.from();
    }

    /** The number before that this one corrects. */
    private Optional<Bound> corrected(Quantity number, List<Bound> bound, Set<Quantity> dismissed) {
        return bound.stream()
                .filter(old -> old.number().to() <= number.from()
                        && !(old.field().equals("clients.count") && isPart(number))
                        && !isOfOthers(number)
                        && !Changes.isRelative(prompt, number)
                        && !(SUBJECT.contains(prompt.folded(number.to()))
                                && !ENOUGH.contains(prompt.folded(number.to() + 1)))
                        && bound.stream().noneMatch(between -> isBetween(between, old, number, dismissed))
                        && !skipsAnother(old, number)
                        && (dismissed.contains(old.number())
                                || replaces(old.number().to(), number.from())
                                || (old.field().equals("clients.count") && (isLeft(number) || leaves(number))))
                        && prompt.gap(old.number().to(), number.from(), word -> false) <= FARTHEST
                        && (number.kind() == old.number().kind()
                                || Fields.suits(old.field(), number).isPresent()))
                .reduce((first, second) -> second);
    }
}
