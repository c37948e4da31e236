package io.tributary.intent.reading;

import io.tributary.intent.text.Quantity;
import io.tributary.intent.text.WordList;
import io.tributary.intent.vocabulary.FunctionWords;
import io.tributary.intent.vocabulary.Meaning;
import io.tributary.intent.vocabulary.Term;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/** How many clients there are and how many train in a round: 5 of the 20 sites, pick 10 each round. */
final class Participation {
    private static final String COUNT = "clients.count";
    private static final String PART = "clients.part";
    private static final String MINIMUM = "clients.minimum";
    private static final String FRACTION = "clients.fraction";
    private static final String BYZANTINE = "aggregation.byzantine";
    private static final Set<String> BETWEEN = WordList.of("participation.between");

    private static final Set<String> AT_A_TIME = WordList.of("participation.at-a-time");
    private static final Set<String> OUT_OF = WordList.of("participation.out-of");
    private static final Set<String> WHOLE = Set.of("all", "alle", "todos", "todas", "tous", "toutes", "monde");

    /** Every one of the 16 is all of them. */
    private static final Set<String> EVERY = Set.of("every", "each", "jede", "jeder", "cada", "chaque");

    private static final Set<String> ONE_OF = Set.of("un", "une", "uno", "una", "one", "ein", "eine");

    private static final Set<String> ONE = Set.of("a", "eine", "una", "un", "each", "every", "jede", "cada", "chaque");
    /** Chaque tour n'implique que 15. */
    private static final Set<String> ONLY = Set.of("n", "ne", "'", "que", "only", "nur", "solo");

    /** What a round does. */
    private static final Set<String> ACTS = WordList.of("participation.acts");

    private static final Set<String> THERE_ARE =
            Set.of("are", "have", "own", "hay", "tenemos", "haben", "gibt", "avons", "a");

    private static final Set<String> AT = Set.of("at", "with", "mit", "con", "avec", "al", "a");

    private static final Set<String> SAMPLED = WordList.of("participation.sampled");

    private final Prompt prompt;
    private final List<Bound> bound;
    private final JsonNode base;
    private final Answers answers;
    private final Absences absences;
    private final Set<Quantity> used = new HashSet<>();

    private Participation(Prompt prompt, List<Bound> bound, JsonNode base) {
        this.prompt = prompt;
        this.bound = bound;
        this.base = base;
        this.answers = new Answers(prompt);
        this.absences = new Absences(prompt);
    }

    static Participation of(Prompt prompt, List<Bound> bound, JsonNode base) {
        return new Participation(prompt, bound, base);
    }

    /** Reads what it can and returns the numbers that this took. */
    Set<Quantity> read(Consumer<Reading> readings, List<Doubt> doubts) {
        List<Quantity> numbers = prompt.quantities();
        for (int i = 0; i + 1 < numbers.size(); i++) {
            partOfAll(numbers.get(i), numbers.get(i + 1), readings, doubts);
        }
        for (Bound each : bound) {
            if (each.field().equals(PART) && !used.contains(each.number())) {
                named(each, readings, doubts);
            }
        }
        for (Quantity number : numbers) {
            if (!used.contains(number) && !isOfLiars(number) && (number.whole() || isShare(number))) {
                perRound(number, readings, doubts);
            }
        }
        return used;
    }

    /** Clients per round: 6; a cohort of 12. */
    private void named(Bound part, Consumer<Reading> readings, List<Doubt> doubts) {
        Quantity number = part.number();
        used.add(number);
        OptionalDouble changed =
                Changes.isRelative(prompt, number) ? Changes.apply(prompt, part, base) : OptionalDouble.empty();
        if (isShare(number) && changed.isPresent()) {
            readings.accept(Reading.said(FRACTION, changed.getAsDouble(), part.from(), part.to(), 0.9));
            return;
        }
        if (isShare(number)) {
            counted(number, readings, part.to());
            readings.accept(Reading.said(FRACTION, present(number, 1), part.from(), part.to(), 0.95));
            return;
        }
        double count = count(number);
        if (absences.mayMiss(number) && number.value() < count) {
            readings.accept(Reading.said(MINIMUM, (long) (count - number.value()), part.from(), part.to(), 0.9));
            return;
        }
        boolean everyone = bound.stream().noneMatch(each -> each.field().equals(COUNT)) && number.value() > count;
        if (everyone) {
            readings.accept(Reading.said(COUNT, (long) number.value(), part.from(), part.to(), 0.85));
        } else {
            share(present(number, count), count, part.from(), part.to(), readings, doubts);
        }
    }

    /** Those that take part, where a number may count those that do not. */
    private double present(Quantity number, double all) {
        return absences.isLeftOut(number) ? rest(all, number) : number.value();
    }

    /** Of 1 without 0.3 are left 0.7, not 0.7000000000000001. */
    private static double rest(double all, Quantity absent) {
        return Math.rint((all - absent.value()) * 1e9) / 1e9;
    }

    /** 10/100 clients: how many there are is said too. */
    private void counted(Quantity number, Consumer<Reading> readings, int to) {
        int last = number.to() - 1;
        boolean known = bound.stream()
                .anyMatch(each -> each.field().equals(COUNT) && !each.number().equals(number));
        if (!known
                && number.to() - number.from() == 3
                && prompt.folded(number.from() + 1).equals("/")
                && prompt.folded(last).matches("\\d{2,9}")) {
            readings.accept(Reading.said(COUNT, Long.parseLong(prompt.folded(last)), number.from(), to, 0.9));
        }
    }

    /** How many clients there are, beside a number that is a part of them. */
    private double count(Quantity part) {
        Corrections corrections = new Corrections(prompt);
        return bound.stream()
                .filter(each -> each.field().equals(COUNT)
                        && !each.number().equals(part)
                        && each.number().whole())
                .reduce((first, second) -> corrections.replaces(first.to(), second.from()) ? second : first)
                .map(each -> each.number().value())
                .orElse(base.at("/clients/count").asDouble(10));
    }

    private void partOfAll(Quantity part, Quantity all, Consumer<Reading> readings, List<Doubt> doubts) {
        boolean named = bound.stream()
                .anyMatch(each -> isClients(each.field())
                        && (each.number().equals(part) || each.number().equals(all)));
        // "5 at a time out of 25"
        boolean meanwhile =
                prompt.signs("round").stream().anyMatch(sign -> sign.from() >= part.to() && sign.to() <= all.from());
        // 2 engins sur 8: whatever they are, they are counted.
        int article = Changes.ARTICLES.contains(prompt.folded(all.from() - 1))
                        && !OUT_OF.contains(prompt.folded(all.from() - 1))
                ? 1
                : 0;
        boolean things = all.from() - part.to() == 2 + article
                && OUT_OF.contains(prompt.folded(all.from() - 1 - article))
                && prompt.words().get(part.to()).isLetters()
                && prompt.terms().stream().noneMatch(term -> term.from() <= part.to() && part.to() < term.to());
        boolean between = prompt.gap(
                        part.to(),
                        all.from(),
                        word -> BETWEEN.contains(word) || isOfClients(word) || (meanwhile && AT_A_TIME.contains(word)))
                == 0;
        boolean of = prompt.folded(part.to()).equals("d")
                || OUT_OF.contains(prompt.folded(part.to()))
                || prompt.signs("halve").stream().anyMatch(sign -> sign.from() <= part.from() && part.to() < sign.to())
                || prompt.signs("of").stream().anyMatch(sign -> sign.from() >= part.to() && sign.to() <= all.from());
        boolean joined = things || (between && of);
        // "By turns, 5 of 25": who is chosen are clients.
        named |= prompt.terms().stream()
                .anyMatch(term -> term.meaning().name().equals("clients.selection")
                        && !prompt.sentenceEndsBetween(
                                Math.min(term.from(), part.from()), Math.max(term.from(), part.from())));
        named |= all.value() == base.at("/clients/count").asDouble()
                && all.value() != Defaults.of(COUNT).orElseThrow();
        named |= picked(part.from())
                || (answers.isLeast(part) && (answers.comeAfter(all.to()) || answers.cameBefore(part.from())));
        boolean free = bound.stream().noneMatch(each -> each.number().equals(part) && !isClients(each.field()));
        boolean share = (part.kind() == Quantity.Kind.SHARE || (isShare(part) && free)) && !part.equals(all);
        boolean perRound = meanwhile || eachRoundAfter(all.to(), 4) || eachRoundBefore(part.from(), 3);
        if (isOfLiars(part) && joined) {
            used.add(all);
            readings.accept(Reading.said(COUNT, (long) all.value(), all.from(), all.to(), 0.9));
            return;
        }
        if (classes(part, all, joined, readings) || EVERY.contains(prompt.folded(part.from() - 1))) {
            return;
        }
        if (!(named || perRound) || !joined || !(part.whole() || share) || !all.whole()) {
            return;
        }
        used.add(part);
        used.add(all);
        boolean absent = absences.isLeftOut(part) || absences.isLeftOut(all);
        int to = bound.stream()
                .filter(each -> each.number().equals(all) && isClients(each.field()))
                .mapToInt(Bound::to)
                .findFirst()
                .orElse(all.to());
        readings.accept(Reading.said(COUNT, (long) all.value(), all.from(), to, 0.97));
        boolean must = answers.isDuty(to)
                || answers.isDutyBefore(part.from())
                || (answers.isCondition(part.from()) && answers.comeAfter(to));
        if (part.whole() && absences.mayMiss(all)) {
            readings.accept(Reading.said(MINIMUM, (long) (all.value() - part.value()), part.from(), to, 0.9));
        } else if (part.whole()
                && (answers.isLeast(part) || must)
                && (answers.comeAfter(to) || answers.cameBefore(part.from()))) {
            readings.accept(Reading.said(MINIMUM, (long) part.value(), Math.max(0, part.from() - 1), to, 0.9));
        } else if (part.whole() && isQuorum(part)) {
            readings.accept(Reading.said(MINIMUM, (long) part.value(), part.from(), to, 0.9));
        } else if (share
                && (answers.areWaitedFor(part.from(), to)
                        || ((answers.isLeast(part) || must || answers.isCondition(part.from()))
                                && (answers.comeAfter(to) || answers.cameBefore(part.from()))))) {
            readings.accept(
                    Reading.said(MINIMUM, (long) Math.ceil(part.value() * all.value() - 1e-9), part.from(), to, 0.9));
        } else if (share) {
            readings.accept(Reading.said(FRACTION, absent ? rest(1, part) : part.value(), part.from(), to, 0.97));
        } else {
            share(absent ? rest(all.value(), part) : part.value(), all.value(), part.from(), to, readings, doubts);
        }
    }

    /** Round-robin over 20 branches at 25 percent. */
    private boolean isOfSelection(Quantity number) {
        return number.kind() == Quantity.Kind.SHARE
                && AT.contains(prompt.folded(number.from() - 1))
                && prompt.terms().stream()
                        .anyMatch(term -> term.meaning().kind() == Meaning.Kind.VALUE
                                && term.meaning().name().equals("clients.selection")
                                && term.to() <= number.from()
                                && !prompt.clauseEndsBetween(term.to(), number.from()));
    }

    /** Quorum 6 of 16. */
    private boolean isQuorum(Quantity part) {
        return prompt.terms().stream()
                .anyMatch(cue -> cue.meaning().kind() == Meaning.Kind.CUE
                        && cue.meaning().name().equals(MINIMUM)
                        && cue.to() <= part.from()
                        && part.from() - cue.to() <= 2
                        && prompt.isClear(cue.to(), part.from()));
    }

    /** Three of the 20 are malicious: how many take part is another matter. */
    private boolean isOfLiars(Quantity part) {
        return bound.stream()
                .anyMatch(each -> each.number().from() == part.from()
                        && (each.field().startsWith("simulation.")
                                || each.field().equals(BYZANTINE)));
    }

    /** Three of the ten classes are no part of the clients. */
    private boolean classes(Quantity part, Quantity all, boolean joined, Consumer<Reading> readings) {
        boolean classes = bound.stream()
                .anyMatch(each -> each.field().equals("partition.classesPerClient")
                        && each.number().equals(all));
        if (joined && classes && part.whole()) {
            used.add(part);
            used.add(all);
            readings.accept(
                    Reading.said("partition.classesPerClient", (long) part.value(), part.from(), all.to(), 0.9));
        }
        return joined && classes;
    }

    /** Ten per cent each round, 16 of them, each round seven train. */
    private void perRound(Quantity number, Consumer<Reading> readings, List<Doubt> doubts) {
        Optional<Bound> own =
                bound.stream().filter(each -> each.number().equals(number)).findFirst();
        boolean clients = own.isPresent() && own.get().field().equals(COUNT);
        boolean share = isShare(number);
        int start = own.filter(each -> clients).map(Bound::from).orElse(number.from());
        int end = own.filter(each -> clients).map(Bound::to).orElse(number.to());
        boolean free = clients
                || own.isEmpty()
                || (share && Fields.NUMBERS.get(own.get().field()) == Fields.Sort.COUNT);
        boolean counted = bound.stream()
                .anyMatch(each -> each.field().equals(COUNT) && !each.number().equals(number));
        boolean ofThem = prompt.signs("them").stream()
                        .anyMatch(sign -> (sign.from() >= number.to() && sign.from() - number.to() <= 1)
                                || (counted
                                        && sign.to() <= number.from()
                                        && number.from() - sign.to() <= 3
                                        && prompt.isClear(sign.to(), number.from())))
                || SAMPLED.contains(prompt.folded(number.to()))
                || ((share || counted) && partakes(end));
        if ((answers.isLeast(number) || (number.whole() && (answers.isCondition(start) || answers.must(end))))
                && number.whole()
                && ((answers.isLeast(number) && (ofThem || (counted && eachRoundAfter(end, 3))))
                        || answers.comeAfter(end)
                        || answers.cameBefore(start))
                && (clients || own.isEmpty())) {
            used.add(number);
            readings.accept(Reading.said(MINIMUM, (long) number.value(), start, end, 0.9));
            return;
        }
        if (counted && number.whole() && own.isEmpty() && absences.mayMiss(number)) {
            used.add(number);
            readings.accept(Reading.said(MINIMUM, (long) (count(number) - number.value()), start, end, 0.9));
            return;
        }
        boolean eachRound =
                eachRoundAfter(end, share || own.isEmpty() ? 6 : 4) || eachRoundBefore(start, share ? 5 : 3);
        boolean partly = share
                ? ofThem
                        || eachRound
                        || (own.isEmpty() && isOfSelection(number))
                        || (picked(number.from())
                                && (clients
                                        || (own.isEmpty()
                                                && !packs()
                                                && !EVERY.contains(prompt.folded(number.from() - 1)))))
                : ofThem || (eachRound && (clients || own.isEmpty()));
        if (number.whole()
                && own.isEmpty()
                && ofThem
                && !counted
                && THERE_ARE.contains(prompt.folded(number.from() - 1))) {
            // Of which there are 12; we have 24 of them.
            used.add(number);
            readings.accept(Reading.said(COUNT, (long) number.value(), start, end, 0.9));
            return;
        }
        boolean relative = Changes.isRelative(prompt, number)
                || prompt.signs("instead").stream().anyMatch(sign -> sign.to() == number.from());
        if (free && partly && !share && base.at("/clients/fraction").asDouble(1) < 1 && isEveryone(start)) {
            used.add(number);
            readings.accept(Reading.said(COUNT, (long) number.value(), start, end, 0.9));
            readings.accept(Reading.said(FRACTION, 1.0, start - 1, end, 0.9));
            readings.accept(Reading.said("clients.selection", "full", start - 1, end, 0.9));
            return;
        }
        if (partly && number.whole() && number.value() > 1 && isOneOf(number)) {
            used.add(number);
            readings.accept(Reading.said(FRACTION, 1 / number.value(), number.from() - 3, end, 0.9));
            return;
        }
        if (!free || !partly || relative || (!share && isWhole(number, start))) {
            return;
        }
        if (!share
                && ofThem
                && !eachRound
                && !counted
                && (number.value() > base.at("/clients/count").asDouble(10)
                        || base.at("/clients/count").asInt(10) == 10)) {
            // "Watches, 200 of them": they are all there are.
            used.add(number);
            readings.accept(Reading.said(COUNT, (long) number.value(), start, end, 0.85));
            return;
        }
        if (!share
                && clients
                && !counted
                && number.value() > base.at("/clients/count").asDouble(10)) {
            // "Over 15 mills, and give every round 45 seconds": there are as many.
            return;
        }
        used.add(number);
        if (share) {
            counted(number, readings, end);
            readings.accept(Reading.said(FRACTION, present(number, 1), number.from(), end, 0.95));
            return;
        }
        double all = count(number);
        share(present(number, all), all, number.from(), end, readings, doubts);
    }

    /** All 14 join in each round; of 80 devices we pick 8 in each. */
    private boolean isWhole(Quantity number, int start) {
        boolean determined = FunctionWords.contains(prompt.folded(start - 1)) && start > 1;
        boolean outOf = OUT_OF.contains(prompt.folded(determined ? start - 2 : start - 1))
                && prompt.quantities().stream()
                        .anyMatch(part -> (part.from() >= number.to() || isShareOf(part, number))
                                && ((part.whole() && part.value() < number.value()) || isShare(part))
                                && !prompt.sentenceEndsBetween(number.to(), part.from())
                                && bound.stream()
                                        .noneMatch(each -> each.number().equals(part)
                                                && !isClients(each.field())
                                                && !each.field().equals(FRACTION)));
        return outOf || isEveryone(start) || isAllOfLeast(number, start) || isWholeByWhatFollows(number.to());
    }

    /** From now on all 24 in each round. */
    private boolean isEveryone(int start) {
        return WHOLE.contains(prompt.folded(start - 1));
    }

    /** Au moins 12 mises à jour par tour sur 20 mobiles. */
    private boolean isAllOfLeast(Quantity number, int start) {
        int before = Changes.ARTICLES.contains(prompt.folded(start - 1)) ? start - 2 : start - 1;
        return (OUT_OF.contains(prompt.folded(before)) || OUT_OF.contains(prompt.folded(start - 1)))
                && bound.stream()
                        .anyMatch(each -> each.field().equals(MINIMUM)
                                && each.number().to() < start
                                && each.number().value() <= number.value()
                                && !prompt.sentenceEndsBetween(each.number().to(), start));
    }

    /** 22 terminals, all of them in each round; 50 practices, of which 10 in each round. */
    private boolean isWholeByWhatFollows(int end) {
        return prompt.signs("round").stream()
                .filter(sign -> sign.from() >= end)
                .findFirst()
                .filter(round -> IntStream.range(end, round.from()).anyMatch(at -> WHOLE.contains(prompt.folded(at)))
                        || prompt.signs("them").stream()
                                .anyMatch(sign -> sign.from() > end && sign.to() <= round.from()))
                .isPresent();
    }

    /** A third of our 27 garages. */
    private static boolean isShareOf(Quantity part, Quantity all) {
        return isShare(part) && part.to() <= all.from() && all.from() - part.to() <= 3;
    }

    /** Un entrepôt sur deux. */
    private boolean isOneOf(Quantity number) {
        return OUT_OF.contains(prompt.folded(number.from() - 1)) && ONE_OF.contains(prompt.folded(number.from() - 3));
    }

    /** "Use only 5 %" may be of an update. */
    private boolean packs() {
        return prompt.terms().stream().anyMatch(term -> term.meaning().name().startsWith("compression."));
    }

    private boolean picked(int start) {
        return prompt.signs("pick").stream().anyMatch(sign -> sign.to() <= start && start - sign.to() <= 2);
    }

    /** Of which ten take part, about a tenth is awake. */
    private boolean partakes(int end) {
        return prompt.signs("partake").stream()
                .anyMatch(sign -> sign.from() >= end && sign.from() - end <= 3 && prompt.isClear(end, sign.from()));
    }

    private boolean eachRoundAfter(int end, int most) {
        // "50 sites, per round a fifth at a time": the first says whose it is.
        return prompt.signs("round").stream()
                .filter(sign -> sign.from() >= end)
                .findFirst()
                .filter(sign -> !countsEach(sign)
                        && !isSubject(sign)
                        && prompt.gap(end, sign.from(), word -> word.equals(",")) <= most
                        && prompt.isClear(end, sign.from())
                        && (sign.from() == end || !beginsAClause(sign)))
                .isPresent();
    }

    /** And a round shall only count if: it takes nobody. */
    private boolean isSubject(Term sign) {
        return ONE.contains(prompt.folded(sign.from())) && ACTS.contains(prompt.folded(sign.to()));
    }

    /** Jeweils vier Epochen: four for each. */
    private boolean countsEach(Term sign) {
        return prompt.folded(sign.from()).equals("jeweils")
                && bound.stream().anyMatch(each -> each.number().from() == sign.to() && !isClients(each.field()));
    }

    /** Whether what follows at once is what a round takes: "per round 4 of those". */
    private boolean beginsAClause(Term sign) {
        boolean apart = prompt.words().get(sign.from() - 1).separates()
                || Set.of(
                                "and", "und", "y", "et", "uh", "um", "davon", "but", "of", "denen", "which", "whom",
                                "que", "dont")
                        .contains(prompt.folded(sign.from() - 1));
        return apart
                && prompt.quantities().stream()
                        .anyMatch(next -> next.from() >= sign.to()
                                && next.from() - sign.to() <= 5
                                && prompt.isClear(sign.to(), next.from()));
    }

    private boolean eachRoundBefore(int start, int most) {
        return prompt.signs("round").stream()
                .anyMatch(sign -> sign.to() <= start
                        && prompt.gap(sign.to(), start, ONLY::contains) <= most
                        && prompt.isClear(sign.to(), start)
                        && (prompt.gap(sign.to(), start, word -> !word.equals(",")) == 0 || opens(sign)));
    }

    private boolean opens(Term sign) {
        return sign.from() == 0 || prompt.words().get(sign.from() - 1).endsSentence();
    }

    private static void share(
            double part, double all, int from, int to, Consumer<Reading> readings, List<Doubt> doubts) {
        if (all < 1) {
            // None at all is asked about by itself.
            return;
        }
        if (part > all || part < 1) {
            doubts.add(new Doubt(
                    FRACTION,
                    "A round cannot take " + (long) part + " of " + (long) all
                            + " clients; which share of them trains in a round?",
                    List.of(1.0, 0.5)));
            return;
        }
        readings.accept(Reading.said(FRACTION, part / all, from, to, 0.97));
    }

    /** A third, 30 %, 0.3. */
    private static boolean isShare(Quantity number) {
        return number.kind() == Quantity.Kind.SHARE
                || (number.kind() == Quantity.Kind.PLAIN && number.value() > 0 && number.value() < 1);
    }

    private static boolean isClients(String field) {
        return field.equals(COUNT) || field.equals(PART);
    }

    /** Whether a word belongs to a name of the clients. */
    private boolean isOfClients(String word) {
        return prompt.terms().stream()
                .filter(term -> isClients(term.meaning().name())
                        || term.meaning().name().equals(BYZANTINE))
                .anyMatch(term -> IntStream.range(term.from(), term.to())
                        .anyMatch(at -> prompt.folded(at).equals(word)));
    }
}
