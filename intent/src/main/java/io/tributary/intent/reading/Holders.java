package io.tributary.intent.reading;

import io.tributary.intent.text.Quantity;
import io.tributary.intent.text.Word;
import io.tributary.intent.text.WordList;
import io.tributary.intent.vocabulary.Meaning;
import io.tributary.intent.vocabulary.Term;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Who holds the data, where no name of clients was said: 14 small regional breweries, split across 30, we are nine. */
final class Holders {
    private static final String COUNT = "clients.count";

    /** What is counted in prompts and is no holder of data. */
    private static final Set<String> NO_CLIENTS = WordList.of("holders.no-clients");

    private static final Set<String> AMONG = WordList.of("holders.among");

    private static final Set<String> DOZENS = WordList.of("holders.dozens");

    private static final Set<String> LINKING = Set.of("de", "d", "of");

    /** We are nine, son nueve, ils sont onze. */
    private static final Set<String> ARE = WordList.of("holders.are");

    private static final Set<String> JOINING = WordList.of("holders.joining");

    /** Who counts among the others: me and three colleagues. */
    private static final Set<String> ME = Set.of("me", "i", "my", "we", "ich", "mir", "yo", "moi", "mes", "nous");

    private static final Set<String> CLIENTS = Set.of("clients", "klienten", "clientes");
    private static final Set<String> PEOPLE = WordList.of("holders.people");

    private static final Set<String> MISSED = WordList.of("holders.missed");

    private final Prompt prompt;
    private final Bindings bound;

    Holders(Prompt prompt, Bindings bound) {
        this.prompt = prompt;
        this.bound = bound;
    }

    /** With 13 others, so 14 of us: who speaks is one of them, the larger number counts all. */
    void dropOthers() {
        bound.removeIf(each -> each.field().equals(COUNT)
                && isOthers(each.number().to())
                && prompt.quantities().stream()
                        .anyMatch(all ->
                                all.whole() && all.value() == each.number().value() + 1));
    }

    /** One pupil asked, and eight clients train: one in words counts nobody. */
    void dropOne() {
        boolean several = bound.stream()
                .anyMatch(each -> each.field().equals(COUNT) && each.number().value() > 1);
        bound.removeIf(each -> several
                && each.field().equals(COUNT)
                && each.number().value() == 1
                && !prompt.words().get(each.number().from()).isDigits());
    }

    /** Two sites missed the window: that tells a story of some. */
    void dropMissing() {
        bound.removeIf(each -> each.field().equals(COUNT) && Changes.isFollowed(prompt, each, MISSED));
    }

    /** To 22 students I show a training with 12 clients: those who watch hold no data. */
    void dropPeople() {
        boolean clients = bound.stream().anyMatch(each -> isNamed(each, CLIENTS));
        bound.removeIf(each -> clients && isNamed(each, PEOPLE));
    }

    private boolean isNamed(Bound each, Set<String> names) {
        return each.field().equals(COUNT)
                && each.cue() != null
                && names.contains(prompt.folded(each.cue().from()));
    }

    private boolean isOthers(int at) {
        return prompt.signs("others").stream().anyMatch(sign -> sign.from() == at);
    }

    /** "Six per round, 30 in all", "test every four rounds, 40 in total": the whole of what a part was said of. */
    void sums() {
        for (Quantity number : prompt.quantities()) {
            boolean sum = prompt.signs("sum").stream()
                    .anyMatch(sign -> (sign.from() >= number.to() && sign.from() - number.to() <= 1)
                            || sign.to() == number.from());
            boolean free = bound.isFree(number);
            boolean counted = bound.stream()
                    .anyMatch(
                            each -> each.number().equals(number) && each.field().equals(COUNT));
            if (!number.whole() || !(sum || isConclusion(number)) || !(free || counted)) {
                continue;
            }
            if (!sum && free && speaksOfClients(number)) {
                // One bank has left, seven remain; two more join us, so ten.
                bound.removeIf(each -> each.field().equals(COUNT));
                bound.bind(number, COUNT, 1);
                continue;
            }
            List<Bound> parts = parts(number);
            if (!parts.isEmpty()) {
                bound.removeIf(parts::contains);
                bound.rebind(number, COUNT, 2);
                continue;
            }
            if (!sum || !free) {
                continue;
            }
            if (bound.has("evaluation.every") && !bound.has("training.rounds")) {
                bound.bind(number, "training.rounds", 2);
            } else if (!counts(number)) {
                bound.bind(number, COUNT, 2);
            }
        }
    }

    /** Me and three colleagues, so four nodes. */
    private boolean isConclusion(Quantity number) {
        return Stream.of("so", "leaves")
                .flatMap(sign -> prompt.signs(sign).stream())
                .anyMatch(sign -> sign.to() == number.from());
    }

    /** Whether nothing else was counted since clients were spoken of, and the number counts nothing by itself. */
    private boolean speaksOfClients(Quantity number) {
        boolean ends = number.to() >= prompt.words().size()
                || prompt.words().get(number.to()).separates()
                || prompt.words().get(number.to()).isLetters();
        return ends
                && prompt.terms().stream()
                        .filter(term -> term.meaning().namesField() && term.to() <= number.from())
                        .reduce((first, second) -> second)
                        .filter(last -> last.meaning().name().equals(COUNT)
                                && !prompt.sentenceEndsBetween(last.to(), number.from()))
                        .isPresent()
                && prompt.terms().stream()
                        .noneMatch(unit ->
                                unit.from() == number.to() && unit.meaning().namesField());
    }

    /** Five labs here plus four there, nine in all; three others and me, so four: the counts that a sum is made of. */
    private List<Bound> parts(Quantity sum) {
        List<Quantity> before = prompt.quantities().stream()
                .filter(number -> number.whole() && number.value() > 0 && number.to() <= sum.from())
                .toList();
        double all = before.stream().mapToDouble(Quantity::value).sum();
        boolean withMe =
                all + 1 == sum.value() && IntStream.range(0, sum.from()).anyMatch(at -> ME.contains(prompt.folded(at)));
        return (all == sum.value() && (before.size() > 1 || Changes.isRelative(prompt, sum))) || withMe
                ? bound.stream()
                        .filter(each -> each.field().equals(COUNT) && before.contains(each.number()))
                        .toList()
                : List.of();
    }

    /** Whether a number of all clients was said before, not only of those that answer or take part. */
    private boolean counts(Quantity number) {
        return bound.stream()
                .anyMatch(each -> each.field().equals(COUNT)
                        && each.number().kind() != Quantity.Kind.SHARE
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

    /** A number of things nobody knows are the holders of data, where the rest speaks of training. */
    void holders(Quantity number) {
        if (!number.whole() || number.value() < 1 || counts(number) || !speaksOfTraining() || !bound.isFree(number)) {
            return;
        }
        if (corrects(number)) {
            return;
        }
        int at = number.to();
        boolean ends = at >= prompt.words().size() || prompt.words().get(at).separates();
        boolean joins = Set.of("and", "und", "y", "et").contains(prompt.folded(at));
        boolean ofUs = prompt.folded(at).equals("of") && prompt.folded(at + 1).equals("us");
        if (ofUs || ((ends || joins) && isShare(number))) {
            bound.bind(number, COUNT, 2);
            return;
        }
        String before = prompt.folded(number.from() - 1);
        boolean there = Set.of("dans", "en", "in", "im", "at").contains(prompt.folded(at));
        boolean thereAre = (before.equals("a")
                        && prompt.folded(number.from() - 2).equals("en"))
                || (before.equals("es") && prompt.folded(number.from() - 2).equals("gibt"));
        if ((ends || joins || there) && (ARE.contains(before) || thereAre)) {
            bound.bind(number, COUNT, 2);
            return;
        }
        // Adjectives may stand between: 14 small regional breweries.
        // Una docena de panaderías.
        int first = DOZENS.contains(prompt.folded(at - 1)) && LINKING.contains(prompt.folded(at)) ? at + 1 : at;
        for (int noun = first; noun < Math.min(first + 4, prompt.words().size()) && mayBeCounted(noun); noun++) {
            if (isUnknownWord(noun) && isNoun(noun)) {
                bound.bind(number, COUNT, 2);
                return;
            }
        }
    }

    /** "80 rounds, no, make it 65 of them": a number that corrects another is no new one. */
    private boolean corrects(Quantity number) {
        Corrections corrections = new Corrections(prompt);
        return bound.stream()
                .anyMatch(old -> old.number().to() <= number.from()
                        && number.from() - old.number().to() <= 12
                        && Fields.suits(old.field(), number).isPresent()
                        && prompt.signs("correct").stream()
                                .anyMatch(sign -> sign.from() >= old.number().to() && sign.to() <= number.from())
                        && corrections.replaces(old.number().to(), number.from()));
    }

    /** Split across 30, distribute the data to 9. */
    private boolean isShare(Quantity number) {
        String before = prompt.folded(number.from() - 1);
        return (AMONG.contains(before)
                        || (Changes.ARTICLES.contains(before) && AMONG.contains(prompt.folded(number.from() - 2))))
                && prompt.signs("divide-among").stream()
                        .anyMatch(sign ->
                                sign.to() < number.from() && !prompt.clauseEndsBetween(sign.to(), number.from()));
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
                && prompt.terms().stream().noneMatch(Holders.covers(at))
                && prompt.quantities().stream().noneMatch(number -> number.from() <= at && at < number.to());
    }

    private static Predicate<Term> covers(int at) {
        return term -> term.from() <= at && at < term.to();
    }

    /** WHERE EVERYTHING IS IN CAPITALS THEY SAY NOTHING. */
    private boolean isShouted() {
        return prompt.text().equals(prompt.text().toUpperCase(Locale.ROOT));
    }

    /** Plural by its ending, or a German noun by its capital. */
    private boolean isNoun(int at) {
        String text = prompt.words().get(at).text();
        String folded = prompt.words().get(at).folded();
        boolean plural = folded.endsWith("s") && !folded.endsWith("ss");
        boolean german = Character.isUpperCase(text.charAt(0))
                && (folded.endsWith("n") || folded.endsWith("e") || folded.endsWith("r") || folded.endsWith("k"));
        boolean acronym = text.length() > 2 && text.equals(text.toUpperCase(Locale.ROOT)) && !isShouted();
        return plural || german || acronym || folded.endsWith("aux");
    }
}
