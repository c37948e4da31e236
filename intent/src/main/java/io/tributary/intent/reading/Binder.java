package io.tributary.intent.reading;

import io.tributary.intent.text.Quantity;
import io.tributary.intent.text.Quantity.Kind;
import io.tributary.intent.text.WordList;
import io.tributary.intent.vocabulary.Meaning;
import io.tributary.intent.vocabulary.Term;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** Finds the field that each number was said for: the closest name of a field that the number suits. */
final class Binder {
    private static final double FARTHEST = 4;
    /** No name is meant from farther away, and thousands of numbers are not to be tried with thousands of names. */
    private static final int FARTHEST_WORDS = 90;

    private static final Set<String> CONNECTORS = WordList.of("binder.connectors");
    private static final Set<String> LINKS = WordList.of("binder.links");
    private static final Set<String> HEDGES =
            Set.of("only", "say", "just", "nur", "sagen", "solo", "digamos", "seulement", "disons");
    private static final Set<String> THE = Set.of("the", "die", "den", "los", "las", "les");
    private static final Set<String> DIFFERENT = WordList.of("binder.different");
    private static final Set<String> FOR = Set.of("for", "fur", "para", "pour", "with", "mit", "con", "avec");
    /** Nobody stops at fewer per cent. */
    private static final int LEAST_PERCENT = 30;

    private static final Set<String> EACH =
            Set.of("per", "each", "every", "pro", "je", "jeder", "jedem", "por", "cada", "par", "chaque");
    private static final Set<String> ENDS = WordList.of("binder.ends");
    private static final Set<String> RELATIVE =
            Set.of("which", "whom", "denen", "cuales", "quienes", "dont", "lesquels");
    /** Words that say accuracy only beside a share. */
    private static final Set<String> VAGUE =
            Set.of("until", "reach", "reaches", "hits", "correct", "right", "until it reaches");

    private final Prompt prompt;
    private final Settings settings;
    private final Places places;
    private final boolean hasSpan;

    Binder(Prompt prompt) {
        this.prompt = prompt;
        this.settings = Settings.of(prompt);
        this.places = new Places(prompt);
        this.hasSpan = prompt.quantities().stream().anyMatch(number -> number.kind() == Kind.SECONDS);
    }

    private record Candidate(Quantity number, Term cue, double cost) {}

    /** Each number at most once, each name of a field at most once. */
    List<Bound> bind() {
        List<Candidate> candidates = new ArrayList<>();
        for (Quantity number : prompt.quantities()) {
            for (Term cue : prompt.terms()) {
                if (cue.meaning().namesField() && isNear(cue, number) && suits(cue, number)) {
                    double cost = cost(number, cue);
                    if (cost < FARTHEST) {
                        candidates.add(new Candidate(number, cue, cost));
                    }
                }
            }
        }
        candidates.sort(Comparator.comparingDouble(Candidate::cost)
                .thenComparingInt(candidate -> -candidate.cue().length())
                .thenComparingInt(candidate -> candidate.number().from()));
        List<Bound> bound = new ArrayList<>();
        Set<Object> taken = new HashSet<>();
        for (Candidate candidate : candidates) {
            Integer place = candidate.cue().from();
            if (!taken.contains(candidate.number()) && !taken.contains(place)) {
                taken.add(candidate.number());
                taken.add(place);
                String field = candidate.cue().meaning().name();
                bound.add(new Bound(candidate.number(), field, candidate.cue(), candidate.cost()));
            }
        }
        bound.sort(Comparator.comparingInt(each -> each.number().from()));
        return bound;
    }

    private static boolean isNear(Term cue, Quantity number) {
        return number.from() - cue.to() <= FARTHEST_WORDS && cue.from() - number.to() <= FARTHEST_WORDS;
    }

    private boolean suits(Term cue, Quantity number) {
        String field = cue.meaning().name();
        Fields.Sort sort = Fields.NUMBERS.get(field);
        if (number.kind() == Kind.TIMES
                || (number.kind() == Kind.SHARE && (sort == Fields.Sort.COUNT || sort == Fields.Sort.SECONDS))) {
            // Ten times the rounds, half of the clients: what that makes is decided later. "Stop at 92 %" is of no
            // rounds.
            return Fields.NUMBERS.containsKey(field)
                    && !(number.kind() == Kind.SHARE && Set.of("at", "bei").contains(prompt.folded(number.from() - 1)));
        }
        if (number.kind() == Kind.PLAIN
                && VAGUE.contains(prompt.folded(cue.from()))
                && field.equals("stopping.targetAccuracy")
                && number.value() >= 1) {
            return false;
        }
        if (field.equals("training.learningRate")
                && number.whole()
                && number.value() > 1
                && prompt.signs("store").stream().anyMatch(pictures -> pictures.from() == number.to())) {
            // "In steps of 52 examples."
            return false;
        }
        boolean rest = prompt.signs("others").stream()
                .anyMatch(others -> others.to() == number.from() && THE.contains(prompt.folded(others.from() - 1)));
        if (rest || (DIFFERENT.contains(prompt.folded(number.to())) && !field.equals("partition.classesPerClient"))) {
            // "The other six rest", "eighteen different rates".
            return false;
        }
        if (field.equals("study.trials") && !number.whole()) {
            // "The clip norm goes to 0.3."
            return false;
        }
        if (field.equals("stopping.targetAccuracy")
                && number.kind() == Kind.PLAIN
                && number.whole()
                && places.hasUnit(number)) {
            // "Stop at 60 rounds" stops after them.
            return false;
        }
        if (field.equals("clients.deadlineSeconds") && number.kind() == Kind.PLAIN && places.hasUnit(number)) {
            // "Wait for 9 rounds", "wait for five sites": no seconds.
            return false;
        }
        if (field.equals("clients.deadlineSeconds") && number.kind() == Kind.PLAIN && hasSpan) {
            // "Six of them, waiting at most 45 seconds."
            return false;
        }
        if (number.value() == 0
                && field.equals("training.learningRate")
                && ENDS.contains(prompt.folded(number.from() - 1))) {
            // Falling to zero says where a schedule ends.
            return false;
        }
        if (field.equals("aggregation.byzantine") && cue.to() <= number.from() && places.countsRounds(number)) {
            // "Tolerate 7 rounds without progress": no liars.
            return false;
        }
        boolean letter = cue.length() == 1 && prompt.folded(cue.from()).length() == 1;
        if (letter && Fields.NUMBERS.get(field) == Fields.Sort.COUNT && !number.whole()) {
            return false;
        }
        if (letter && field.equals("training.momentum") && number.value() >= 1) {
            // "m = 8 per round" are clients.
            return false;
        }
        if (field.equals("compression.keep") && number.kind() == Kind.PLAIN && number.value() >= 1) {
            return false;
        }
        return Fields.suits(field, number).isPresent();
    }

    private double cost(Quantity number, Term cue) {
        boolean after = number.from() >= cue.to();
        // "Rounds? 15." answers itself.
        boolean opens = IntStream.rangeClosed(cue.from() - 3, cue.from() - 1)
                .anyMatch(at -> at < 0 || prompt.words().get(at).endsSentence());
        int asked = opens && prompt.folded(cue.to()).equals("?") ? 1 : 0;
        int from = after ? cue.to() + asked : number.to();
        int to = after ? number.from() : cue.from();
        if (to < from || prompt.sentenceEndsBetween(from, to)) {
            return Double.POSITIVE_INFINITY;
        }
        double cost = prompt.gap(from, to, word -> CONNECTORS.contains(word) || isBreak(word));
        cost += 1.5 * prompt.gap(from, to, word -> !isBreak(word));
        cost += 2.5 * (places.numbersWithin(from, to) + places.namesWithin(from, to));
        // "--rounds 80 --clients 40", as on a command line: the value comes after.
        boolean option = prompt.folded(cue.from() - 1).equals("-")
                && prompt.folded(cue.from() - 2).equals("-");
        if ((option && !after) || settings.contradicts(cue, number)) {
            return Double.POSITIVE_INFINITY;
        }
        if (!after
                && cue.meaning().name().equals("stopping.targetAccuracy")
                && number.kind() == Kind.PLAIN
                && number.whole()
                && number.value() < LEAST_PERCENT) {
            // "Ten accuracy measurements" are no ten per cent.
            return Double.POSITIVE_INFINITY;
        }
        boolean unit = cue.meaning().kind() == Meaning.Kind.UNIT;
        if (after && unit && IntStream.range(from, to).anyMatch(this::isOfWhich)) {
            // "40 devices, of which 8": the devices have their number.
            return Double.POSITIVE_INFINITY;
        }
        if (after && places.isSought(cue) && prompt.gap(from, to, word -> !FOR.contains(word)) > 0) {
            // "The best batch size for 12 farms."
            return Double.POSITIVE_INFINITY;
        }
        if (unit && !after && prompt.folded(from).equals(",")) {
            // "Divided by 10, rounds times three."
            cost += 1;
        }
        if (unit && isApart(from, to)) {
            // "Every other round is tested, 5 substations", "14 farms, labels differ".
            return Double.POSITIVE_INFINITY;
        }
        if (!after
                && to > from
                && cue.meaning().name().equals("clients.count")
                && EACH.contains(prompt.folded(to - 1))) {
            // "Eight per participant" counts what each has.
            return Double.POSITIVE_INFINITY;
        }
        boolean linked = after && to > from && LINKS.contains(prompt.folded(from));
        if (after && unit && cue.meaning().name().equals("clients.minimum")) {
            // "Eight updates" are counted, "updates to 4 bits" are not.
            return Double.POSITIVE_INFINITY;
        }
        if (after && unit && !linked) {
            cost += 0.6;
        }
        if (after && (unit || places.isSought(cue)) && places.hasUnit(number)) {
            // "Settings: 150 rounds"; find the best batch size 60 trials.
            cost += 0.6;
        }
        if (after && to > from && !linked) {
            cost += 0.05 * (to - from);
        }
        if (!after) {
            cost += unit ? 0.1 * (to - from) : 0.9 + 0.2 * (to - from);
        }
        // "M = 40 devices" counts devices: a letter says less than a word.
        boolean letter = cue.length() == 1 && prompt.folded(cue.from()).length() == 1;
        return cost + (letter ? 0.2 : 0) + (1 - cue.closeness());
    }

    /** Whether a word of another matter and a comma stand between, and not as in "few rounds for once, only 30". */
    private boolean isApart(int from, int to) {
        return !HEDGES.contains(prompt.folded(to - 1))
                && prompt.gap(from, to, word -> CONNECTORS.contains(word) || isBreak(word)) > 0
                && prompt.gap(from, to, word -> !word.equals(",")) > 0
                && places.numbersWithin(from, to) == 0;
    }

    /** 40 devices, of which 8; not "the rounds, which go up to 75". */
    private boolean isOfWhich(int at) {
        return RELATIVE.contains(prompt.folded(at))
                && (!prompt.folded(at).equals("which") || prompt.folded(at - 1).equals("of"));
    }

    private static boolean isBreak(String word) {
        return switch (word) {
            case ",", ";", "and", "but", "then", "|", "/", "(", ")", "und", "y", "et", "\n", "&", "+", "plus" -> true;
            default -> false;
        };
    }
}
