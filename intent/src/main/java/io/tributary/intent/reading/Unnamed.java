package io.tributary.intent.reading;

import io.tributary.intent.text.Quantity;
import io.tributary.intent.text.Quantity.Kind;
import io.tributary.intent.text.Word;
import io.tributary.intent.text.WordList;
import io.tributary.intent.vocabulary.Meaning;
import io.tributary.intent.vocabulary.Term;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Numbers whose field is not named but clear: 35 smart meters, wait two minutes, Adagrad at 0.02, test every tenth round. */
final class Unnamed {
    private static final String COUNT = "clients.count";
    private static final String EPOCHS = "training.localEpochs";
    private static final String ACCURACY = "stopping.targetAccuracy";
    private static final Set<String> OVER = WordList.of("unnamed.over");
    private static final Set<String> LEARNS = WordList.of("unnamed.learns");
    /** Before the number that a schedule begins with. */
    private static final Set<String> FROM = WordList.of("unnamed.from");
    /** What is counted in prompts and is no holder of data. */
    private static final Set<String> NO_CLIENTS = WordList.of("unnamed.no-clients");

    private static final Set<String> AT = WordList.of("unnamed.at");

    private static final Set<String> AMONG = WordList.of("unnamed.among");

    private static final Set<String> DOZENS = WordList.of("unnamed.dozens");
    private static final Set<String> LINKING = Set.of("de", "d", "of");

    private static final Set<String> WEIGHTS = Set.of("weights", "gewichte", "gewichten", "pesos", "poids");
    /** Fewer weights are no network's. */
    private static final double LEAST_WEIGHTS = 1000;

    private static final Set<String> IT_BY = WordList.of("unnamed.it-by");

    private static final Set<String> TRIES = WordList.of("unnamed.tries");

    /** Before an hour of the day: à trois heures. */
    private static final Set<String> CLOCK = WordList.of("unnamed.clock");

    /** We are nine, son nueve, ils sont onze. */
    private static final Set<String> ARE = WordList.of("unnamed.are");

    private static final Set<String> JOINING = WordList.of("unnamed.joining");

    private final Prompt prompt;
    private final List<Bound> bound;

    private Unnamed(Prompt prompt, List<Bound> bound) {
        this.prompt = prompt;
        this.bound = new ArrayList<>(bound);
    }

    /** The bound numbers and those that can be bound without a name. */
    static List<Bound> add(Prompt prompt, List<Bound> bound) {
        Unnamed unnamed = new Unnamed(prompt, bound);
        new Evaluations(prompt, unnamed.bound).read();
        unnamed.rounds();
        unnamed.others();
        unnamed.spare();
        unnamed.passes();
        unnamed.runs();
        for (Quantity number : prompt.quantities()) {
            if (unnamed.isFree(number)) {
                unnamed.it(number);
                unnamed.size(number);
                unnamed.deadline(number);
                unnamed.rate(number);
                unnamed.packing(number);
                unnamed.recognised(number);
                unnamed.enough(number);
                unnamed.tries(number);
                unnamed.holders(number);
            }
        }
        unnamed.sums();
        unnamed.only();
        return unnamed.bound;
    }

    /** With 13 others, so 14 of us: who speaks is one of them, the larger number counts all. */
    private void others() {
        bound.removeIf(each -> each.field().equals(COUNT)
                && isOthers(each.number().to())
                && prompt.quantities().stream()
                        .anyMatch(all ->
                                all.whole() && all.value() == each.number().value() + 1));
    }

    private boolean isOthers(int at) {
        return prompt.signs("others").stream().anyMatch(sign -> sign.from() == at);
    }

    /** Tested every tenth round, 100 in total: rounds are what was spoken of last. */
    private void rounds() {
        if (has("training.rounds") || !has("evaluation.every")) {
            return;
        }
        prompt.quantities().stream()
                .filter(number -> number.whole() && isFree(number) && isTotal(number))
                .findFirst()
                .ifPresent(number -> bind(number, "training.rounds", 1));
    }

    private boolean isTotal(Quantity number) {
        boolean said = Stream.of("sum", "them")
                .flatMap(sign -> prompt.signs(sign).stream())
                .anyMatch(sign -> (sign.from() >= number.to() && sign.from() - number.to() <= 1)
                        || (sign.to() <= number.from() && number.from() - sign.to() <= 2));
        // Il y en a 40.
        return said
                || (Set.of("a", "aura").contains(prompt.folded(number.from() - 1))
                        && prompt.folded(number.from() - 2).equals("en"));
    }

    /** Ask a fifth more than needed. */
    private void spare() {
        for (Term needed : prompt.signs("needed")) {
            prompt.quantities().stream()
                    .filter(number -> number.kind() == Kind.SHARE
                            && number.to() <= needed.from()
                            && needed.from() - number.to() <= 5
                            && !prompt.sentenceEndsBetween(number.to(), needed.from()))
                    .findFirst()
                    .ifPresent(number -> {
                        bound.removeIf(each -> each.number().equals(number));
                        bind(number, "clients.overSelection", 1);
                    });
        }
    }

    /** The rate is constant, and divide it by four. */
    private void it(Quantity number) {
        Stream.of("divide", "multiply")
                .flatMap(sign -> prompt.signs(sign).stream())
                .filter(verb -> verb.to() < number.from()
                        && number.from() - verb.to() <= 4
                        && number.from() > verb.to()
                        && prompt.gap(verb.to(), number.from(), IT_BY::contains) == 0)
                .findFirst()
                .flatMap(verb -> prompt.terms().stream()
                        .filter(term -> term.meaning().namesField() && term.to() <= verb.from())
                        .reduce((first, second) -> second))
                .ifPresent(cue -> {
                    bound.removeIf(each -> each.number().equals(number));
                    // From the verb on: that is how the change is known.
                    Quantity whole = new Quantity(number.from() - 1, number.to(), number.value(), number.kind());
                    bind(whole, cue.meaning().name(), 1);
                });
    }

    /** A network of at most 40000 weights. */
    private void size(Quantity number) {
        if (number.whole() && number.value() >= LEAST_WEIGHTS && WEIGHTS.contains(prompt.folded(number.to()))) {
            bind(number, "study.maxParameters", 1);
        }
    }

    private boolean isFree(Quantity number) {
        return bound.stream().noneMatch(each -> each.number().equals(number));
    }

    private boolean has(String field) {
        return bound.stream().anyMatch(each -> each.field().equals(field));
    }

    private void bind(Quantity number, String field, double cost) {
        bound.add(new Bound(number, field, null, cost));
    }

    /** Top-k: 3 % up, 20 % down. */
    private void packing(Quantity number) {
        boolean beside = prompt.terms().stream()
                .anyMatch(term -> term.meaning().kind() == Meaning.Kind.VALUE
                        && term.meaning().name().equals("compression.direction")
                        && (term.from() == number.to()
                                || (term.to() <= number.from()
                                        && number.from() - term.to() <= 1
                                        && !endsBetween(term.to(), number.from()))));
        String scheme = prompt.terms().stream()
                .filter(term -> term.meaning().kind() == Meaning.Kind.VALUE
                        && term.meaning().name().equals("compression.scheme"))
                .map(term -> term.meaning().value())
                .findFirst()
                .orElse("");
        if (beside && scheme.equals("top-k") && number.kind() == Kind.SHARE) {
            bind(number, "compression.keep", 1);
        } else if (beside
                && (scheme.equals("quantize") || has("compression.bits"))
                && number.whole()
                && number.value() <= 32) {
            bind(number, "compression.bits", 1);
        }
    }

    /** The one number and the one name of a sentence that are left belong together: a learning rate that falls from 0.08. */
    private void only() {
        List<Quantity> free = prompt.quantities().stream().filter(this::isFree).toList();
        List<Term> cues = prompt.terms().stream()
                .filter(term -> term.meaning().kind() == Meaning.Kind.CUE
                        && !has(term.meaning().name()))
                .toList();
        if (free.size() != 1 || cues.size() != 1) {
            return;
        }
        Quantity number = free.get(0);
        Term cue = cues.get(0);
        boolean real = Fields.NUMBERS.get(cue.meaning().name()) == Fields.Sort.REAL
                && number.value() > 0
                && number.value() < 1;
        boolean ends =
                prompt.sentenceEndsBetween(Math.min(cue.from(), number.from()), Math.max(cue.from(), number.from()));
        if (real && !ends && number.kind() == Kind.PLAIN) {
            bind(number, cue.meaning().name(), 3);
        }
    }

    private boolean endsBetween(int from, int to) {
        return prompt.sentenceEndsBetween(from, to) || prompt.gap(from, to, word -> !word.equals(";")) > 0;
    }

    /** A span of time is how long a round waits: nothing else is counted in seconds. */
    private void deadline(Quantity number) {
        boolean clock = number.value() % 3600 == 0 && CLOCK.contains(prompt.folded(number.from() - 1));
        if (number.kind() == Kind.SECONDS && number.value() >= 1 && !clock && !has("clients.deadlineSeconds")) {
            bind(number, "clients.deadlineSeconds", 1);
        }
    }

    /** Three times over its data, viermal über seine Daten: epochs. */
    private void passes() {
        if (has(EPOCHS)) {
            return;
        }
        for (Quantity number : prompt.quantities()) {
            if (number.kind() == Kind.TIMES && number.value() >= 1 && isOverData(number.from(), number.to())) {
                bound.removeIf(each -> each.number().equals(number));
                bind(new Quantity(number.from(), number.to(), number.value(), Kind.PLAIN), EPOCHS, 1);
                return;
            }
        }
        for (Term sign : prompt.terms()) {
            double factor = Changes.factor(sign);
            if (factor > 1 && isOverData(sign.from(), sign.to())) {
                bind(new Quantity(sign.from(), sign.to(), factor, Kind.PLAIN), EPOCHS, 1);
                return;
            }
        }
    }

    /** Whether words beside speak of going over the data that a client holds. */
    private boolean isOverData(int from, int to) {
        return prompt.signs("read-data").stream()
                        .anyMatch(sign -> sign.to() <= from && from - sign.to() <= 1 && !endsBetween(sign.to(), from))
                || prompt.signs("store").stream()
                        .anyMatch(sign -> (OVER.contains(prompt.folded(sign.from() - 1))
                                        || (Changes.ARTICLES.contains(prompt.folded(sign.from() - 1))
                                                && OVER.contains(prompt.folded(sign.from() - 2))))
                                && ((sign.from() >= to && sign.from() - to <= 4 && !endsBetween(to, sign.from()))
                                        || (sign.to() <= from
                                                && from - sign.to() <= 2
                                                && !endsBetween(sign.to(), from))));
    }

    /** 85 % of the pictures recognised, 90 % correct. */
    private void recognised(Quantity number) {
        boolean right = prompt.signs("recognise").stream()
                .anyMatch(sign -> (sign.from() >= number.to()
                                && sign.from() - number.to() <= 7
                                && !endsBetween(number.to(), sign.from()))
                        || (sign.to() <= number.from()
                                && number.from() - sign.to() <= 4
                                && !endsBetween(sign.to(), number.from())));
        boolean share = number.kind() == Kind.SHARE
                || (number.kind() == Kind.PLAIN && number.value() >= 0.3 && number.value() < 1 && isFree(number));
        if (share && right && !has(ACCURACY)) {
            bind(number, ACCURACY, 1);
        }
    }

    /** Quit as soon as we are at 90 percent; done at 0.85: a share that training stops at can only be the accuracy. */
    private void enough(Quantity number) {
        boolean stops = Stream.concat(
                        prompt.signs("halt").stream(),
                        prompt.terms().stream()
                                .filter(term -> term.meaning().name().equals("stopping.early")))
                .anyMatch(sign -> sign.to() <= number.from()
                        && number.from() - sign.to() <= 7
                        && !endsBetween(sign.to(), number.from()));
        boolean near = number.kind() == Kind.SHARE && number.value() >= 0.3;
        if (near && stops && isFree(number) && !has(ACCURACY) && number.to() - number.from() <= 2) {
            bind(number, ACCURACY, 2);
        }
    }

    /** "Six per round, 30 in all", "test every four rounds, 40 in total": the whole of what a part was said of. */
    private void sums() {
        for (Quantity number : prompt.quantities()) {
            boolean sum = prompt.signs("sum").stream()
                    .anyMatch(sign -> sign.from() == number.to() || sign.to() == number.from());
            if (!sum || !isFree(number) || !number.whole()) {
                continue;
            }
            if (has("evaluation.every") && !has("training.rounds")) {
                bind(number, "training.rounds", 2);
            } else if (!counts(number)) {
                bind(number, COUNT, 2);
            }
        }
    }

    /** Whether a number of all clients was said before, not only of those that answer or take part. */
    private boolean counts(Quantity number) {
        return bound.stream()
                .anyMatch(each -> each.field().equals(COUNT)
                        && !(each.number().whole() && each.number().value() < number.value() && isPart(each)));
    }

    private boolean isPart(Bound each) {
        return prompt.signs("least").stream()
                        .anyMatch(sign -> sign.to() == each.number().from())
                || prompt.signs("round").stream()
                        .anyMatch(sign -> sign.from() >= each.to() && sign.from() - each.to() <= 4)
                || prompt.signs("answer").stream()
                        .anyMatch(sign -> sign.from() >= each.to() && sign.from() - each.to() <= 4);
    }

    /** A small number right after the optimizer or the schedule is the learning rate. */
    private void rate(Quantity number) {
        boolean small = number.kind() == Kind.PLAIN && number.value() > 0 && number.value() < 1;
        boolean optimizer = prompt.terms().stream()
                .anyMatch(term -> term.meaning().kind() == Meaning.Kind.VALUE
                        && term.meaning().name().equals("training.optimizer")
                        && term.to() <= number.from()
                        && number.from() - term.to() <= 2
                        && prompt.gap(term.to(), number.from(), AT::contains) == 0);
        boolean schedule = prompt.terms().stream()
                .anyMatch(term -> term.meaning().kind() == Meaning.Kind.VALUE
                        && term.meaning().name().equals("training.schedule")
                        && term.to() <= number.from()
                        && number.from() - term.to() <= 5
                        && FROM.contains(prompt.folded(number.from() - 1))
                        && !endsBetween(term.to(), number.from()));
        boolean learns =
                AT.contains(prompt.folded(number.from() - 1)) && LEARNS.contains(prompt.folded(number.from() - 2));
        if (small && (optimizer || schedule || learns) && !has("training.learningRate")) {
            bind(number, "training.learningRate", 1);
        }
    }

    /** A number of things nobody knows are the holders of data, where the rest speaks of training. */
    private void holders(Quantity number) {
        if (!number.whole() || number.value() < 1 || counts(number) || !speaksOfTraining() || !isFree(number)) {
            return;
        }
        int at = number.to();
        boolean ends = at >= prompt.words().size() || prompt.words().get(at).separates();
        boolean joins = Set.of("and", "und", "y", "et").contains(prompt.folded(at));
        boolean ofUs = prompt.folded(at).equals("of") && prompt.folded(at + 1).equals("us");
        if (ofUs || ((ends || joins) && isShare(number))) {
            bind(number, COUNT, 2);
            return;
        }
        String before = prompt.folded(number.from() - 1);
        boolean thereAre = (before.equals("a")
                        && prompt.folded(number.from() - 2).equals("en"))
                || (before.equals("es") && prompt.folded(number.from() - 2).equals("gibt"));
        if ((ends || joins) && (ARE.contains(before) || thereAre)) {
            bind(number, COUNT, 2);
            return;
        }
        // Adjectives may stand between: 14 small regional breweries.
        // Una docena de panaderías.
        int first = DOZENS.contains(prompt.folded(at - 1)) && LINKING.contains(prompt.folded(at)) ? at + 1 : at;
        for (int noun = first; noun < Math.min(first + 4, prompt.words().size()) && mayBeCounted(noun); noun++) {
            if (isUnknownWord(noun) && isNoun(noun)) {
                bind(number, COUNT, 2);
                return;
            }
        }
    }

    /** In a search 20 Durchläufe are trials; else they are passes over the data. */
    private void runs() {
        boolean sought = prompt.terms().stream()
                .anyMatch(term -> term.meaning().kind() == Meaning.Kind.ACT
                        && term.meaning().name().equals("search"));
        bound.removeIf(each -> sought
                && each.field().equals(EPOCHS)
                && prompt.signs("runs").stream()
                        .anyMatch(sign -> sign.from() == each.number().to()));
    }

    /** Which rate is best? Try 10. */
    private void tries(Quantity number) {
        boolean runs = prompt.signs("runs").stream().anyMatch(sign -> sign.from() == number.to());
        boolean sought = prompt.terms().stream()
                .anyMatch(term -> term.meaning().kind() == Meaning.Kind.ACT
                        && Set.of("best", "search").contains(term.meaning().name()));
        boolean counts = number.whole() || (number.kind() == Kind.TIMES && number.value() == Math.rint(number.value()));
        if (sought
                && isFree(number)
                && counts
                && number.value() > 1
                && (runs || TRIES.contains(prompt.folded(number.from() - 1)))
                && !has("study.trials")) {
            bind(new Quantity(number.from(), number.to(), number.value(), Kind.PLAIN), "study.trials", 2);
        }
    }

    /** Split across 30, distribute the data to 9. */
    private boolean isShare(Quantity number) {
        String before = prompt.folded(number.from() - 1);
        return (AMONG.contains(before)
                        || (Changes.ARTICLES.contains(before) && AMONG.contains(prompt.folded(number.from() - 2))))
                && prompt.signs("divide-among").stream()
                        .anyMatch(sign -> sign.to() < number.from() && !endsBetween(sign.to(), number.from()));
    }

    /** Whether a word can be an adjective or noun of what is counted. */
    private boolean mayBeCounted(int at) {
        return prompt.words().get(at).isLetters()
                && !JOINING.contains(prompt.folded(at))
                && !NO_CLIENTS.contains(prompt.folded(at))
                && prompt.terms().stream()
                        .noneMatch(term -> covers(at).test(term)
                                && (term.meaning().namesField()
                                        || term.meaning().kind() == Meaning.Kind.VALUE))
                && prompt.quantities().stream().noneMatch(other -> other.from() <= at && at < other.to());
    }

    private boolean speaksOfTraining() {
        return prompt.terms().stream()
                .anyMatch(term -> term.meaning().kind() == Meaning.Kind.VALUE
                        || term.meaning().kind() == Meaning.Kind.GOAL
                        || term.meaning().namesField()
                        || Acts.isTraining(prompt, term)
                        || term.meaning().isSign("partake")
                        || term.meaning().isSign("weigh")
                        || term.meaning().isSign("round")
                        || term.meaning().isSign("task"));
    }

    private boolean isUnknownWord(int at) {
        Word word = prompt.words().get(at);
        return word.isLetters()
                && word.folded().length() > 2
                && !NO_CLIENTS.contains(word.folded())
                && prompt.terms().stream().noneMatch(Unnamed.covers(at))
                && prompt.quantities().stream().noneMatch(number -> number.from() <= at && at < number.to());
    }

    private static Predicate<Term> covers(int at) {
        return term -> term.from() <= at && at < term.to();
    }

    /** Plural by its ending, or a German noun by its capital. */
    private boolean isNoun(int at) {
        String text = prompt.words().get(at).text();
        String folded = prompt.words().get(at).folded();
        boolean plural = folded.endsWith("s") && !folded.endsWith("ss");
        boolean german = Character.isUpperCase(text.charAt(0))
                && (folded.endsWith("n") || folded.endsWith("e") || folded.endsWith("r") || folded.endsWith("k"));
        return plural || german || folded.endsWith("aux");
    }
}
