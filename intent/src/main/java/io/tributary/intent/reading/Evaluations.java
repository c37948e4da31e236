package io.tributary.intent.reading;

import io.tributary.intent.text.Quantities;
import io.tributary.intent.text.Quantity;
import io.tributary.intent.text.Quantity.Kind;
import io.tributary.intent.text.WordList;
import io.tributary.intent.vocabulary.FunctionWords;
import io.tributary.intent.vocabulary.Meaning;
import io.tributary.intent.vocabulary.Term;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Numbers that say how often the model is tested and how long it may stand still; rounds that are counted there are none to train. */
final class Evaluations {
    private static final String EVERY = "evaluation.every";
    private static final String PATIENCE = "stopping.patience";
    private static final int NEAR = 9;
    private static final int FAR = 1000;
    private static final Set<String> EACH = WordList.of("evaluations.each");
    private static final Set<String> AND = Set.of("and", "und", "y", "et");
    private static final Set<String> GOES_ON = Set.of("on", "etc", "usw", "weiter", "sucesivamente", "ainsi", "...");
    private static final Set<String> LAST = Set.of("last", "final", "letzte", "ultima", "dernier", "derniere");
    private static final Set<String> ANY = Set.of("every", "each", "jede", "jeder", "cada", "chaque");
    private static final Set<String> ARTICLES = Set.of("les", "las", "los", "the");
    private static final Set<String> OF = Set.of("sur", "of", "in", "von", "de");

    /** Una ronda de cada tres. */
    private static final Set<String> ROUND = Set.of("round", "runde", "ronda", "tour", "ronde");

    private final Prompt prompt;
    private final Bindings bound;

    Evaluations(Prompt prompt, Bindings bound) {
        this.prompt = prompt;
        this.bound = bound;
    }

    void read() {
        changes();
        if (!bound.has(PATIENCE)) {
            patience();
        }
        boolean said = bound.stream()
                .anyMatch(each -> each.field().equals(EVERY) && each.number().whole());
        if (!said && speaksOfTests() && !listed()) {
            every();
        }
        batches();
    }

    /** Stretch the interval between tests by two rounds; three rounds less of patience. */
    private void changes() {
        for (Bound rounds : bound.list()) {
            boolean counted = rounds.field().equals("training.rounds")
                    && rounds.number().kind() == Kind.PLAIN
                    && rounds.number().whole()
                    && isRound(rounds.number().to());
            Quantity number = rounds.number();
            prompt.terms().stream()
                    .filter(cue -> counted
                            && cue.meaning().namesField()
                            && Set.of(EVERY, PATIENCE).contains(cue.meaning().name())
                            && !bound.has(cue.meaning().name())
                            && (cue.to() <= number.from()
                                    ? number.from() - cue.to() <= 2 && isChange(number.from() - 2, number.to() + 3)
                                    : cue.from() - number.to() <= 4 && isChange(number.to(), cue.from() + 1))
                            && !prompt.sentenceEndsBetween(
                                    Math.min(cue.from(), number.from()), Math.max(cue.to(), number.to())))
                    .findFirst()
                    .ifPresent(cue -> bound.replace(
                            rounds, new Bound(number, cue.meaning().name(), cue, 0.5)));
        }
    }

    /** Whether words say that something grows or shrinks. */
    private boolean isChange(int from, int to) {
        return IntStream.rangeClosed(Math.max(0, from - 2), from)
                        .anyMatch(at -> Changes.ADDS.contains(prompt.folded(at)))
                || Stream.of("more", "fewer")
                        .flatMap(sign -> prompt.signs(sign).stream())
                        .anyMatch(sign -> sign.from() >= from && sign.to() <= to)
                || Changes.BY.contains(prompt.folded(from + 1));
    }

    /** Test with batches of 512: those are not the batches of training. */
    private void batches() {
        for (Bound batch : bound.list()) {
            boolean tested = batch.field().equals("training.batchSize")
                    && prompt.signs("test").stream()
                            .anyMatch(sign -> sign.to() <= batch.from()
                                    && batch.from() - sign.to() <= NEAR / 2
                                    && prompt.gap(sign.to(), batch.from(), word -> !word.equals(",")) == 0
                                    && prompt.isClear(sign.to(), batch.from()));
            if (tested && !bound.has("evaluation.batchSize")) {
                bound.replace(batch, new Bound(batch.number(), "evaluation.batchSize", batch.cue(), batch.cost()));
            }
        }
    }

    private boolean speaksOfTests() {
        return !prompt.signs("test").isEmpty()
                || prompt.terms().stream()
                        .anyMatch(term -> term.meaning().name().equals(EVERY));
    }

    /** Test after rounds 10, 20 and 30, on 2, 4, 6 and so on: each is as far from the one before; of the last it may be said that it is the last. */
    private boolean listed() {
        List<Quantity> numbers = prompt.quantities();
        for (int first = 0; first + 2 < numbers.size(); first++) {
            double step = numbers.get(first).value();
            int next = first + 1;
            while (next < numbers.size()
                    && step > 0
                    && numbers.get(next).value() == step * (next - first + 1)
                    && isListed(numbers.get(next - 1), numbers.get(next))) {
                next++;
            }
            if (next - first >= 3
                    && numbers.get(first).whole()
                    && isTested(numbers.get(first).from())
                    && areRounds(numbers.subList(first, next))) {
                numbers.subList(first, next).forEach(bound::release);
                bound.bind(numbers.get(first), EVERY, 0.5);
                rounds(numbers.subList(next - 1, Math.min(next + 1, numbers.size())));
                return true;
            }
        }
        return false;
    }

    /** Whether rounds are named beside, or the list goes on, and none of the numbers counts anything else. */
    private boolean areRounds(List<Quantity> list) {
        int from = list.get(0).from();
        int to = list.get(list.size() - 1).to();
        boolean others = bound.stream()
                .anyMatch(each -> list.contains(each.number()) && !each.field().equals("training.rounds"));
        return !others
                && (IntStream.range(Math.max(0, from - 3), to + 3).anyMatch(this::isRound)
                        || IntStream.range(to, to + 4).anyMatch(at -> GOES_ON.contains(prompt.folded(at))));
    }

    private boolean isListed(Quantity one, Quantity other) {
        return other.from() - one.to() <= 2
                && prompt.gap(one.to(), other.from(), word -> word.equals(",") || AND.contains(word)) == 0;
    }

    /** And so on up to 20; 150 (the last round). */
    private void rounds(List<Quantity> last) {
        last.stream()
                .filter(number -> !bound.has("training.rounds")
                        && (prompt.signs("most").stream().anyMatch(sign -> sign.to() == number.from())
                                || IntStream.range(
                                                number.to(),
                                                Math.min(
                                                        number.to() + 4,
                                                        prompt.words().size()))
                                        .anyMatch(at -> LAST.contains(prompt.folded(at)))))
                .findFirst()
                .ifPresent(number -> bound.bind(number, "training.rounds", 1));
    }

    /** Test every 5 rounds, jede fünfte Runde auswerten, one round in four is tested. */
    private void every() {
        Optional<Term> alternate = prompt.signs("alternate").stream().findFirst();
        if (alternate.isPresent() && isTested(alternate.get().from())) {
            // Una ronda sí y otra no.
            bound.bind(new Quantity(alternate.get().from(), alternate.get().to(), 2, Kind.PLAIN), EVERY, 0.5);
            return;
        }
        Corrections corrections = new Corrections(prompt);
        for (Quantity number : prompt.quantities()) {
            if (corrections.isDismissed(number) || corrections.isDismissed(before(number))) {
                // Instead of every fifth round, every third.
                continue;
            }
            String before = prompt.folded(number.from() - 1);
            boolean each = EACH.contains(
                    ARTICLES.contains(before) && EACH.contains(prompt.folded(number.from() - 2))
                            ? prompt.folded(number.from() - 2)
                            : before);
            boolean oneOf = number.kind() == Kind.SHARE
                    && number.to() - number.from() > 2
                    && Math.rint(1 / number.value()) == 1 / number.value()
                    && (isRound(number.to()) || ROUND.contains(prompt.folded(number.from() + 1)));
            boolean roundsOf = OF.contains(before)
                    && isRound(number.from() - 2)
                    && prompt.folded(number.from() - 3).length() > 1;
            double every =
                    number.kind() == Kind.SHARE && number.value() > 0 ? Math.rint(1 / number.value()) : number.value();
            if ((each || oneOf || roundsOf)
                    && (isTested(number.from()) || (ANY.contains(before) && isBare(number)))
                    && (number.kind() == Kind.SHARE || number.whole())
                    && every >= 1) {
                bound.rebind(new Quantity(number.from(), number.to(), every, Kind.PLAIN), EVERY, 0.5);
                return;
            }
        }
        for (int at = 1; at < prompt.words().size(); at++) {
            int place = Quantities.ordinal(prompt.folded(at));
            if (place > 1 && EACH.contains(prompt.folded(at - 1)) && isTested(at)) {
                bound.rebind(new Quantity(at, at + 1, place, Kind.PLAIN), EVERY, 0.5);
                return;
            }
        }
    }

    /** Not every round? Every fifth is plenty: nothing else is spoken of. */
    private boolean isBare(Quantity number) {
        int at = number.to();
        return number.kind() == Kind.SHARE
                && (at >= prompt.words().size()
                        || prompt.words().get(at).separates()
                        || FunctionWords.contains(prompt.folded(at)));
    }

    /** A number with the "every" before it. */
    private static Quantity before(Quantity number) {
        return new Quantity(Math.max(0, number.from() - 1), number.to(), number.value(), number.kind());
    }

    private boolean isTested(int at) {
        return prompt.terms().stream()
                .filter(term ->
                        term.meaning().isSign("test") || term.meaning().name().equals(EVERY))
                .anyMatch(sign -> Math.abs(sign.from() - at) <= NEAR
                        && !prompt.clauseEndsBetween(Math.min(sign.from(), at), Math.max(sign.from(), at)));
    }

    private boolean isRound(int at) {
        return prompt.terms().stream()
                .anyMatch(term -> term.from() <= at
                        && at < term.to()
                        && term.meaning().namesField()
                        && term.meaning().name().equals("training.rounds"));
    }

    /** Stop after nine rounds without progress, when nothing improves for six evaluations: of several the closest. */
    private void patience() {
        prompt.quantities().stream()
                .filter(this::mayBePatience)
                .filter(number -> distance(number) < FAR)
                .min(Comparator.comparingInt(this::distance))
                .ifPresent(number -> bound.rebind(
                        new Quantity(number.from(), number.to(), number.value(), Kind.PLAIN), PATIENCE, 0.5));
    }

    private boolean mayBePatience(Quantity number) {
        boolean rounds = bound.stream()
                .anyMatch(each -> each.number().equals(number)
                        && (Set.of("training.rounds", EVERY, "study.trials").contains(each.field())
                                || isRound(number.to())
                                || isTests(number.to())));
        return (rounds || bound.isFree(number))
                && (number.whole() || number.kind() == Kind.TIMES)
                && !Changes.ADDS.contains(prompt.folded(number.from() - 1));
    }

    private boolean isTests(int at) {
        return prompt.signs("test").stream().anyMatch(sign -> sign.from() == at);
    }

    /** Words between a number and what says that nothing improves; a comma between is as far as a few. */
    private int distance(Quantity number) {
        boolean counted = isRound(number.to()) || isTests(number.to());
        Stream<Term> without = prompt.terms().stream()
                .filter(cue -> cue.meaning().kind() == Meaning.Kind.CUE
                        && cue.meaning().name().equals(PATIENCE)
                        && counted
                        && cue.from() > number.to()
                        && Answers.WITHOUT.contains(prompt.folded(cue.from())));
        return Stream.concat(prompt.signs("improve").stream(), without)
                .mapToInt(sign -> {
                    boolean after = sign.from() >= number.to();
                    int from = after ? number.to() : sign.to();
                    int to = after ? sign.from() : number.from();
                    boolean near = to - from <= (after ? NEAR : 4) && to >= from && prompt.isClear(from, to);
                    boolean said = near && (after ? !isCorrection(sign) : counted);
                    return said ? to - from + 4 * prompt.gap(from, to, word -> !word.equals(",")) : FAR;
                })
                .min()
                .orElse(FAR);
    }

    /** "25 rounds, or better 35" improves nothing. */
    private boolean isCorrection(Term sign) {
        return prompt.signs("correct").stream().anyMatch(other -> other.from() == sign.from())
                && prompt.quantities().stream()
                        .anyMatch(number -> number.from() >= sign.to() && number.from() - sign.to() <= 1);
    }
}
