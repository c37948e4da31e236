package io.tributary.intent.reading;

import io.tributary.intent.text.Quantities;
import io.tributary.intent.text.Quantity;
import io.tributary.intent.text.Quantity.Kind;
import io.tributary.intent.text.WordList;
import io.tributary.intent.vocabulary.Meaning;
import io.tributary.intent.vocabulary.Term;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Numbers whose field is not named but clear: 35 smart meters, wait two minutes, Adagrad at 0.02, test every tenth round. */
final class Unnamed {
    private static final String ACCURACY = "stopping.targetAccuracy";
    private static final Set<String> HAVE = Set.of("have", "has", "haben", "hat", "tenemos", "tienen", "avons", "ont");
    private static final Set<String> DRAUS = Set.of("draus", "daraus");
    private static final Set<String> IT = WordList.of("unnamed.it");
    private static final Set<String> TOTAL_OF = Set.of("of", "von", "de", "sur");
    private static final Set<String> PERCENT = Set.of("cent", "ciento", "hundred", "percent", "prozent");
    private static final Set<String> ROUND = Set.of("round", "around");
    private static final Set<String> GOES = Set.of("go", "goes", "going", "went");
    private static final Set<String> MERGES = WordList.of("unnamed.merges");
    private static final Set<String> MODELS = WordList.of("unnamed.models");
    private static final Set<String> LEARNS = WordList.of("unnamed.learns");
    /** Before the number that a schedule begins with. */
    private static final Set<String> FROM = WordList.of("unnamed.from");

    private static final Set<String> AT = WordList.of("unnamed.at");

    private static final Set<String> WEIGHTS = Set.of("weights", "gewichte", "gewichten", "pesos", "poids");
    /** Fewer weights are no network's. */
    private static final double LEAST_WEIGHTS = 1000;

    private static final Set<String> IT_BY = WordList.of("unnamed.it-by");

    private static final Set<String> TRIES = WordList.of("unnamed.tries");

    /** Before an hour of the day: à trois heures. */
    private static final Set<String> CLOCK = WordList.of("unnamed.clock");

    private final Prompt prompt;
    private final Bindings bound;

    private Unnamed(Prompt prompt, Bindings bound) {
        this.prompt = prompt;
        this.bound = bound;
    }

    /** The bound numbers and those that can be bound without a name. */
    static List<Bound> add(Prompt prompt, List<Bound> named) {
        Bindings bound = new Bindings(named);
        Unnamed unnamed = new Unnamed(prompt, bound);
        Holders holders = new Holders(prompt, bound);
        Passes passes = new Passes(prompt, bound);
        new Evaluations(prompt, bound).read();
        unnamed.rounds();
        unnamed.goRound();
        unnamed.averaged();
        holders.dropOthers();
        holders.dropOne();
        holders.dropMissing();
        holders.dropPeople();
        unnamed.spare();
        passes.overData();
        passes.dropRuns();
        for (Quantity number : prompt.quantities()) {
            if (bound.isFree(number)) {
                unnamed.it(number);
                unnamed.itself(number);
                unnamed.size(number);
                unnamed.deadline(number);
                unnamed.rate(number);
                unnamed.packing(number);
                unnamed.recognised(number);
                unnamed.enough(number);
                unnamed.tries(number);
                holders.holders(number);
            }
        }
        holders.sums();
        unnamed.only();
        return bound.list();
    }

    /** Tested every tenth round, 100 in total: rounds are what was spoken of last. */
    private void rounds() {
        if (bound.has("training.rounds") || !bound.has("evaluation.every")) {
            return;
        }
        prompt.quantities().stream()
                .filter(number -> number.whole() && bound.isFree(number) && (isTotal(number) || isOutOf(number)))
                .findFirst()
                .ifPresent(number -> bound.bind(number, "training.rounds", 1));
    }

    /** Every 25 rounds, out of 150. */
    private boolean isOutOf(Quantity all) {
        return TOTAL_OF.contains(prompt.folded(all.from() - 1))
                && bound.stream()
                        .anyMatch(every -> every.field().equals("evaluation.every")
                                && every.number().to() <= all.from()
                                && every.number().value() < all.value()
                                && all.from() - every.number().to() <= 7
                                && prompt.isClear(every.number().to(), all.from()));
    }

    /** We go round five times. */
    private void goRound() {
        prompt.quantities().stream()
                .filter(number -> number.kind() == Kind.TIMES
                        && ROUND.contains(prompt.folded(number.from() - 1))
                        && GOES.contains(prompt.folded(number.from() - 2)))
                .findFirst()
                .ifPresent(number -> bound.count(number, "training.rounds"));
    }

    /** The server averages the models thirty times. */
    private void averaged() {
        prompt.quantities().stream()
                .filter(number -> number.kind() == Kind.TIMES
                        && number.value() > 1
                        && isNear(number, MERGES, 7, 0)
                        && isNear(number, MODELS, 7, 4)
                        && Stream.of("more", "fewer")
                                .flatMap(sign -> prompt.signs(sign).stream())
                                .noneMatch(sign -> sign.from() == number.to()))
                .findFirst()
                .ifPresent(number -> bound.count(number, "training.rounds"));
    }

    private boolean isNear(Quantity number, Set<String> words, int before, int after) {
        return IntStream.range(
                        Math.max(0, number.from() - before),
                        Math.min(number.to() + after, prompt.words().size()))
                .anyMatch(at -> words.contains(prompt.folded(at))
                        && !prompt.clauseEndsBetween(Math.min(at, number.from()), Math.max(at, number.to())));
    }

    private boolean isTotal(Quantity number) {
        if (prompt.signs("least").stream().anyMatch(sign -> sign.to() == number.from())) {
            // "At least four of them" are no rounds.
            return false;
        }
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
                    .ifPresent(number -> bound.rebind(number, "clients.overSelection", 1));
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
                    bound.bind(whole, cue.meaning().name(), 1);
                });
    }

    /** The bar is too high, lower it to 84 %; that is too few rounds, mach achtzig draus: of what was named last. */
    private void itself(Quantity number) {
        boolean of = DRAUS.contains(prompt.folded(number.to()));
        boolean to = Changes.TO.contains(prompt.folded(number.from() - 1))
                && (IT.contains(prompt.folded(number.from() - 2)) || IT.contains(prompt.folded(number.from() - 3)));
        if (of || to) {
            prompt.terms().stream()
                    .filter(name -> name.meaning().namesField()
                            && name.to() <= number.from()
                            && number.from() - name.to() <= 9
                            && !bound.has(name.meaning().name())
                            && Fields.suits(name.meaning().name(), number).isPresent())
                    .reduce((first, second) -> second)
                    .ifPresent(name -> bound.bind(number, name.meaning().name(), 1));
        }
    }

    /** A network of at most 40000 weights. */
    private void size(Quantity number) {
        if (number.whole() && number.value() >= LEAST_WEIGHTS && WEIGHTS.contains(prompt.folded(number.to()))) {
            bound.bind(number, "study.maxParameters", 1);
        }
    }

    /** Top-k: 3 % up, 20 % down. */
    private void packing(Quantity number) {
        boolean beside = prompt.terms().stream()
                .anyMatch(term -> term.meaning().kind() == Meaning.Kind.VALUE
                        && term.meaning().name().equals("compression.direction")
                        && (term.from() == number.to()
                                || (term.to() <= number.from()
                                        && number.from() - term.to() <= 1
                                        && !prompt.clauseEndsBetween(term.to(), number.from()))));
        String scheme = prompt.terms().stream()
                .filter(term -> term.meaning().kind() == Meaning.Kind.VALUE
                        && term.meaning().name().equals("compression.scheme"))
                .map(term -> term.meaning().value())
                .findFirst()
                .orElse("");
        if (beside && scheme.equals("top-k") && number.kind() == Kind.SHARE) {
            bound.bind(number, "compression.keep", 1);
        } else if (beside
                && (scheme.equals("quantize") || bound.has("compression.bits"))
                && number.whole()
                && number.value() <= 32) {
            bound.bind(number, "compression.bits", 1);
        }
    }

    /** The one number and the one name of a sentence that are left belong together: a learning rate that falls from 0.08. */
    private void only() {
        List<Quantity> free = prompt.quantities().stream().filter(bound::isFree).toList();
        List<Term> cues = prompt.terms().stream()
                .filter(term -> term.meaning().kind() == Meaning.Kind.CUE
                        && !bound.has(term.meaning().name()))
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
            bound.bind(number, cue.meaning().name(), 3);
        }
    }

    /** A span of time is how long a round waits: nothing else is counted in seconds. */
    private void deadline(Quantity number) {
        boolean moreTime = number.whole()
                && Stream.of("more", "fewer")
                        .flatMap(sign -> prompt.signs(sign).stream())
                        .anyMatch(sign -> sign.from() == number.to())
                && prompt.folded(number.to() + 1).length() > 2
                && Quantities.isTime(prompt.folded(number.to() + 1));
        if (moreTime && !bound.has("clients.deadlineSeconds")) {
            // One more minute.
            bound.bind(number, "clients.deadlineSeconds", 1);
            return;
        }
        boolean clock = number.value() % 3600 == 0
                && CLOCK.contains(prompt.folded(number.from() - 1))
                && !prompt.folded(number.from() - 3).equals("jusqu");
        // "The kids have 45 minutes" for all of it.
        String before = prompt.folded(number.from() - 1);
        boolean only = before.equals("only") && prompt.folded(number.from() - 2).equals("is");
        boolean answers = prompt.signs("answer").stream()
                .anyMatch(sign -> sign.from() >= number.to() && sign.from() - number.to() <= 3);
        boolean had = prompt.signs("round").isEmpty() && !answers && (HAVE.contains(before) || only);
        if (number.kind() == Kind.SECONDS
                && number.value() >= 1
                && !clock
                && !had
                && !bound.has("clients.deadlineSeconds")) {
            bound.bind(number, "clients.deadlineSeconds", 1);
        }
    }

    /** 85 % of the pictures recognised, 90 % correct. */
    private void recognised(Quantity number) {
        boolean right = prompt.signs("recognise").stream()
                .anyMatch(sign -> (sign.from() >= number.to()
                                && sign.from() - number.to() <= 7
                                && !prompt.clauseEndsBetween(number.to(), sign.from()))
                        || (sign.to() <= number.from()
                                && number.from() - sign.to() <= 4
                                && !prompt.clauseEndsBetween(sign.to(), number.from())));
        boolean share = number.kind() == Kind.SHARE
                || (number.kind() == Kind.PLAIN && number.value() >= 0.3 && number.value() < 1 && bound.isFree(number));
        if (share && right && !bound.has(ACCURACY)) {
            bound.bind(number, ACCURACY, 1);
        }
    }

    /** Quit as soon as we are at 90 percent; done at 0.85: a share that training stops at can only be the accuracy. */
    private void enough(Quantity number) {
        boolean stops = Stream.concat(
                        prompt.signs("halt").stream(),
                        prompt.terms().stream()
                                .filter(term -> term.meaning().name().equals("stopping.early")))
                .anyMatch(sign -> (sign.from() >= number.to()
                                && sign.from() - number.to() <= 2
                                && !prompt.clauseEndsBetween(number.to(), sign.from()))
                        || (sign.to() <= number.from()
                                && number.from() - sign.to() <= (AT.contains(prompt.folded(number.from() - 1)) ? 12 : 7)
                                && !prompt.clauseEndsBetween(sign.to(), number.from())));
        boolean near = number.kind() == Kind.SHARE
                && number.value() >= 0.3
                && prompt.signs("round").stream().noneMatch(sign -> sign.from() == number.to());
        if (near && stops && bound.isFree(number) && !bound.has(ACCURACY) && isPlainShare(number)) {
            bound.bind(number, ACCURACY, 2);
        }
    }

    /** 90 %, quatre-vingts pour cent; not one in ten. */
    private boolean isPlainShare(Quantity number) {
        return number.to() - number.from() <= 2 || PERCENT.contains(prompt.folded(number.to() - 1));
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
                        && !prompt.clauseEndsBetween(term.to(), number.from()));
        boolean learns =
                AT.contains(prompt.folded(number.from() - 1)) && LEARNS.contains(prompt.folded(number.from() - 2));
        if (small && (optimizer || schedule || learns) && !bound.has("training.learningRate")) {
            bound.bind(number, "training.learningRate", 1);
        }
    }

    /** Which rate is best? Try 10. */
    private void tries(Quantity number) {
        boolean runs = prompt.signs("runs").stream().anyMatch(sign -> sign.from() == number.to());
        boolean sought = prompt.terms().stream()
                .anyMatch(term -> term.meaning().kind() == Meaning.Kind.ACT
                        && Set.of("best", "search").contains(term.meaning().name()));
        boolean counts = number.whole() || (number.kind() == Kind.TIMES && number.value() == Math.rint(number.value()));
        if (sought
                && bound.isFree(number)
                && counts
                && number.value() > 1
                && (runs || TRIES.contains(prompt.folded(number.from() - 1)))
                && !bound.has("study.trials")) {
            bound.count(number, "study.trials");
        }
    }
}
