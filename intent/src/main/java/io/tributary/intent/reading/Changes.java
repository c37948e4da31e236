package io.tributary.intent.reading;

import io.tributary.intent.text.Quantities;
import io.tributary.intent.text.Quantity;
import io.tributary.intent.text.Quantity.Kind;
import io.tributary.intent.text.WordList;
import io.tributary.intent.vocabulary.Term;
import java.util.Comparator;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Values that are said relative to an earlier one: ten more rounds, three times the clients, a tenth of the learning rate. */
final class Changes {
    static final Set<String> ARTICLES = WordList.of("changes.articles");
    static final Set<String> REMOVES = WordList.of("changes.removes");
    /** Who has done so takes part no more. */
    private static final Set<String> LEFT = WordList.of("changes.left");

    static final Set<String> ADDS = WordList.of("changes.adds");
    /** What comes after it is another matter. */
    private static final Set<String> AND = Set.of("and", "und", "y", "et");

    static final Set<String> BY = Set.of("by", "um", "en", "por", "de", "par");

    private static final Set<String> TIMES =
            Set.of("times", "mal", "multipliziert", "multiplicado", "fois", "veces", "x", "×", "*");
    static final Set<String> TO = Set.of("to", "auf", "a", "au", "al", "aufs");
    private static final Set<String> POINTS =
            Set.of("point", "points", "punkte", "prozentpunkte", "puntos", "percentage", "pp");

    private static final Set<String> THE = Set.of("the", "die", "der", "das", "la", "el", "le", "l", "'", "du", "much");

    private static final Set<String> THAN = Set.of("than", "als", "que");

    /** What something is a part of: half of that, die Hälfte davon. */
    private static final Set<String> THAT = WordList.of("changes.that");

    private static final Set<String> OF = Set.of("of", "de", "von");

    private static final double LEAST_PART = 0.02;
    /** A verb is not carried farther than so many words. */
    private static final int CARRIED = 12;

    private static final Set<String> FACTOR = Set.of("factor", "faktor", "facteur");

    private static final Set<String> PERCENT = WordList.of("quantities.percent");

    private Changes() {}

    private static boolean wordBefore(Prompt prompt, Quantity number, Set<String> words) {
        // Rajoute-moi dix tours.
        boolean to = prompt.folded(number.from() - 1).equals("moi") && words.contains(prompt.folded(number.from() - 3));
        return to
                || words.contains(prompt.folded(number.from() - 1))
                || (ARTICLES.contains(prompt.folded(number.from() - 1))
                        // "Extend to 55" says what it shall be.
                        && !TO.contains(prompt.folded(number.from() - 1))
                        && words.contains(prompt.folded(number.from() - 2)));
    }

    private static boolean points(Prompt prompt, Quantity number) {
        return POINTS.contains(prompt.folded(number.to())) || POINTS.contains(prompt.folded(number.to() + 1));
    }

    /** Whether a number says by how much something changes, not what it is: a third more, reduced by half. */
    static boolean isRelative(Prompt prompt, Quantity number) {
        boolean by = BY.contains(prompt.folded(number.from() - 1));
        boolean more = Stream.of("more", "fewer")
                .flatMap(sign -> prompt.signs(sign).stream())
                .anyMatch(sign -> sign.from() == number.to());
        // Half of that minimum.
        boolean part = number.kind() == Kind.SHARE
                && isOfThat(prompt, number)
                && IntStream.rangeClosed(number.to() + 2, number.to() + 5)
                        .anyMatch(at -> isNamed(prompt, at)
                                && !prompt.sentenceEndsBetween(number.to(), at)
                                && prompt.gap(number.to(), at, word -> !word.equals(",")) == 0);
        boolean verb = Stream.of("raise", "cut", "multiply", "divide")
                .flatMap(sign -> prompt.signs(sign).stream())
                .anyMatch(sign -> sign.to() <= number.from() && number.from() - sign.to() <= 5);
        return more || part || (by && verb);
    }

    /** Half of that, a third of it, die Hälfte davon. */
    static boolean isOfThat(Prompt prompt, Quantity number) {
        int at = OF.contains(prompt.folded(number.to())) ? number.to() + 1 : number.to();
        return THAT.contains(prompt.folded(at))
                || (at > number.to() && THE.contains(prompt.folded(at)) && THAT.contains(prompt.folded(at + 1)));
    }

    /** The half learning rate. */
    private static boolean isOfName(Prompt prompt, Bound bound) {
        Term cue = bound.cue();
        Fields.Sort sort = Fields.NUMBERS.get(bound.field());
        return (sort == Fields.Sort.REAL || sort == Fields.Sort.SECONDS)
                && !PERCENT.contains(prompt.folded(bound.number().to() - 1))
                && cue != null
                && bound.number().to() <= cue.from()
                // "A hundredth of learning rate" is what it is, "a tenth of the rate" a part of what it was.
                && (bound.number().value() >= 0.1
                        || bound.number().to() == cue.from()
                        || THE.contains(prompt.folded(cue.from() - 1)))
                && prompt.gap(
                                bound.number().to(),
                                cue.from(),
                                word -> THE.contains(word) || OF.contains(word) || isAsMuch(prompt, cue, word))
                        == 0;
    }

    /** Half as much weight decay. */
    private static boolean isAsMuch(Prompt prompt, Term cue, String word) {
        return word.equals("as") && prompt.folded(cue.from() - 1).equals("much");
    }

    /** What a sign multiplies by: 2 for double; 1 where it is no such sign. */
    static double factor(Term sign) {
        return switch (sign.meaning().kind() == io.tributary.intent.vocabulary.Meaning.Kind.SIGN
                ? sign.meaning().name()
                : "") {
            case "double" -> 2;
            case "triple" -> 3;
            case "quadruple" -> 4;
            case "halve" -> 0.5;
            case "quarter" -> 0.25;
            case "tenfold" -> 10;
            default -> 1;
        };
    }

    /** Bits and shares without a direction are the uplink's; how many take part is a fraction of all. */
    static String path(String field) {
        if (field.equals("clients.part")) {
            return "clients.fraction";
        }
        return field.equals("compression.bits")
                        || field.equals("compression.keep")
                        || field.equals("compression.scheme")
                ? field.replace("compression.", "compression.uplink.")
                : field;
    }

    /** The number a field had. */
    static OptionalDouble before(String field, JsonNode base) {
        JsonNode value = base.at("/" + path(field).replace('.', '/'));
        return value.isNumber() ? OptionalDouble.of(value.doubleValue()) : OptionalDouble.empty();
    }

    /** The new number, where the words speak of a change; empty where they give the number itself. */
    static OptionalDouble apply(Prompt prompt, Bound bound, JsonNode base) {
        OptionalDouble before = before(bound.field(), base);
        if (before.isEmpty() || bound.field().equals("clients.overSelection")) {
            return OptionalDouble.empty();
        }
        Quantity number = bound.number();
        double old = before.getAsDouble();
        if (number.kind() == Kind.SHARE && old == 0) {
            // Of nothing there is no part: a weight decay of a thousandth.
            return OptionalDouble.empty();
        }
        double value = number.value();
        boolean up = beside(prompt, bound, "more");
        // Knock 100 seconds off.
        boolean down =
                beside(prompt, bound, "fewer") || prompt.folded(number.to()).equals("off");
        boolean raise = verb(prompt, bound, "raise");
        boolean cut = verb(prompt, bound, "cut");
        boolean by = BY.contains(prompt.folded(number.from() - 1))
                || (prompt.folded(number.from() - 1).equals("'")
                        && prompt.folded(number.from() - 2).equals("d"));
        // Raise the rate tenfold and cut the rounds: the verb before it counts.
        boolean lowers = verbBefore(prompt, bound, "cut") || (cut && !verbBefore(prompt, bound, "raise"));
        // Un taux de 0,01 qui baisse.
        boolean cutAfter = prompt.signs("cut").stream().noneMatch(sign -> sign.to() <= number.from());
        boolean factorOf = FACTOR.contains(prompt.folded(number.from() - 1))
                || (OF.contains(prompt.folded(number.from() - 1)) && FACTOR.contains(prompt.folded(number.from() - 2)));
        boolean count = Fields.NUMBERS.get(bound.field()) == Fields.Sort.COUNT;
        String before1 = prompt.folded(number.from() - 1);
        String operator = operator(prompt, bound);
        if (!operator.isEmpty() && value > 0) {
            return switch (operator) {
                case "/", "÷" -> value >= 2 ? rounded(count, old / value) : OptionalDouble.empty();
                case "*", "×" -> rounded(count, old * value);
                case "+" -> OptionalDouble.of(old + value);
                default -> OptionalDouble.of(old - value);
            };
        }
        String carried = carried(prompt, bound);
        if (prompt.hasSign("divide") && (verb(prompt, bound, "divide") || carried.equals("divide")) && value != 0) {
            return rounded(count, number.kind() == Kind.SHARE ? old * value : old / value);
        }
        if (number.kind() == Kind.TIMES
                || (factorOf && old != 0)
                || verb(prompt, bound, "multiply")
                || carried.equals("multiply")
                || (TIMES.contains(before1) && isNamed(prompt, number.from() - 2) && !countsItself(prompt, bound))) {
            return rounded(count, down || lowers ? old / value : old * value);
        }
        if (number.kind() == Kind.SHARE
                && (cut || raise)
                && (TO.contains(before1)
                        || (ARTICLES.contains(before1) && TO.contains(prompt.folded(number.from() - 2))))
                // Lower the rate to a thousandth is no part of what it was, to a third is.
                && value > LEAST_PART
                && Fields.NUMBERS.get(bound.field()) != Fields.Sort.SHARE) {
            return rounded(count, old * value);
        }
        if (bound.field().equals("stopping.targetAccuracy") && (by || points(prompt, number))) {
            // Raise the accuracy that we stop at by three points.
            boolean lift = raise || (by && prompt.hasSign("raise"));
            double points = number.kind() == Kind.SHARE ? value : value / 100;
            if (lift || cut || (by && prompt.hasSign("cut"))) {
                return OptionalDouble.of(lift ? old + points : old - points);
            }
        }
        if (number.kind() == Kind.SHARE
                && points(prompt, number)
                && path(bound.field()).equals("clients.fraction")) {
            return up || down || raise || cut
                    ? OptionalDouble.of(down || cut ? old - value : old + value)
                    : OptionalDouble.empty();
        }
        if (number.kind() == Kind.SHARE
                && (count
                        ? !bound.field().equals("clients.count") || up || down || raise || cut
                        : up || down || (by && (raise || cut)))) {
            if (down || cut) {
                return rounded(count, old * (1 - value));
            }
            return rounded(count, up || raise ? old * (1 + value) : old * value);
        }
        boolean ofDefault = Defaults.isFactorOf(prompt, number.to());
        boolean part = ofDefault || (old != 0 && (isOfThat(prompt, number) || isOfName(prompt, bound)));
        if (number.kind() == Kind.SHARE && part) {
            // A tenth of it, the half learning rate, half the usual time.
            return rounded(
                    count, value * (ofDefault ? Defaults.of(path(bound.field())).orElse(old) : old));
        }
        boolean adds = up || (raise && by);
        String behind = prompt.folded(number.to() + 1);
        if (number.kind() == Kind.PLAIN
                && bound.field().equals("clients.deadlineSeconds")
                && (up || down)
                && Quantities.isTime(behind)) {
            // Five more minutes.
            double seconds = value * Quantities.seconds(behind);
            return OptionalDouble.of(up ? old + seconds : old - seconds);
        }
        if (number.kind() == Kind.SECONDS
                && bound.field().equals("clients.deadlineSeconds")
                && (adds || down || (cut && by))) {
            return OptionalDouble.of(adds ? old + value : old - value);
        }
        if (number.kind() != Kind.PLAIN) {
            return OptionalDouble.empty();
        }
        if (count && value < 0 && isSubtraction(prompt, number, bound.field(), old)) {
            return OptionalDouble.of(old + value);
        }
        if (bound.field().equals("clients.count") && value < old && isFollowed(prompt, bound, LEFT)) {
            return OptionalDouble.of(old - value);
        }
        if (count && wordBefore(prompt, number, REMOVES)) {
            return OptionalDouble.of(old - value);
        }
        if (adds || (count && wordBefore(prompt, number, ADDS))) {
            return OptionalDouble.of(old + value);
        }
        if (down || (cut && by && !cutAfter)) {
            // "Let the rate fall, de 0.06" says where it begins.
            boolean none = !count && old - value <= 0;
            return none ? OptionalDouble.empty() : OptionalDouble.of(old - value);
        }
        return OptionalDouble.empty();
    }

    /** Lr / 2, epochs += 1: how it is written in programs; empty where it is not. */
    private static String operator(Prompt prompt, Bound bound) {
        Quantity number = bound.number();
        boolean assigns = prompt.folded(number.from() - 1).equals("=");
        int at = number.from() - (assigns ? 2 : 1);
        String sign = prompt.folded(at);
        boolean apart = at > 0 && (assigns || !prompt.words().get(at).glued());
        Set<String> signs = assigns ? Set.of("/", "*", "×", "+", "-") : Set.of("/", "÷", "+");
        // "Resnet8 / 60 rounds / 24 sites" is a list.
        boolean named = bound.cue() != null && bound.cue().to() == at;
        return apart && signs.contains(sign) && named ? sign : "";
    }

    /** Multiply the batch size by 4 and the rounds by 2: the verb goes for both; empty where there is none. */
    private static String carried(Prompt prompt, Bound bound) {
        boolean by = BY.contains(prompt.folded(bound.number().from() - 1));
        return !by
                ? ""
                : Stream.of("raise", "cut", "multiply", "divide")
                        .flatMap(sign -> prompt.signs(sign).stream())
                        .filter(verb -> verb.to() <= bound.from()
                                && bound.from() - verb.to() <= CARRIED
                                && !prompt.clauseEndsBetween(verb.to(), bound.from()))
                        .max(Comparator.comparingInt(Term::from))
                        .map(verb -> verb.meaning().name())
                        .orElse("");
    }

    /** Whether one of some words stands close behind: three farms have left. */
    static boolean isFollowed(Prompt prompt, Bound bound, Set<String> words) {
        return IntStream.range(
                        bound.to(), Math.min(bound.to() + 5, prompt.words().size()))
                .anyMatch(at -> words.contains(prompt.folded(at))
                        && prompt.isClear(bound.to(), at)
                        && prompt.gap(bound.to(), at, word -> !word.equals(",")) == 0);
    }

    /** "Minus 3 hospitals" takes some away; minus five rounds are none that there can be, where there was no number of them but the default. */
    private static boolean isSubtraction(Prompt prompt, Quantity number, String field, double old) {
        return (number.from() == 0 || isNamed(prompt, number.from() - 1))
                && prompt.folded(number.from()).equals("minus")
                && (!field.equals("training.rounds")
                        || (old + number.value() > 0
                                && old != Defaults.of(field).orElse(old)));
    }

    /** "Learning rate mal drei" multiplies, "mach mal 30 Runden" does not. */
    private static boolean isNamed(Prompt prompt, int at) {
        return prompt.terms().stream()
                .anyMatch(term -> term.meaning().namesField() && term.from() <= at && at < term.to());
    }

    /** "16 clients x 45 rounds": the number has a name of its own behind it. */
    private static boolean countsItself(Prompt prompt, Bound bound) {
        Term cue = bound.cue();
        return cue != null && cue.from() >= bound.number().to() && !TIMES.contains(prompt.folded(cue.from()));
    }

    private static OptionalDouble rounded(boolean count, double value) {
        return OptionalDouble.of(count ? Math.max(1, Math.rint(value)) : value);
    }

    /** Whether such a sign touches the number or the name: 10 more rounds, rounds 10 times lower. */
    private static boolean beside(Prompt prompt, Bound bound, String sign) {
        return prompt.signs(sign).stream()
                .anyMatch(term -> term.from() >= bound.from() - 1
                        && term.to() <= bound.to() + 3
                        && term.from() <= bound.to() + 1
                        && (term.from() >= bound.number().to()
                                || term.to() == bound.number().from())
                        && !isBound(prompt, term)
                        && !isAnd(prompt, term)
                        && !prompt.sentenceEndsBetween(bound.to(), term.from())
                        && (bound.number().kind() == Kind.TIMES || !THAN.contains(prompt.folded(term.to()))));
    }

    /** "Alpha 0.1, plus stop early" adds nothing to it. */
    private static boolean isAnd(Prompt prompt, Term term) {
        return prompt.folded(term.from()).equals("plus")
                && term.from() > 0
                && prompt.words().get(term.from() - 1).separates();
    }

    /** "Al menos cinco", "au plus dix" say no more and no less than before. */
    private static boolean isBound(Prompt prompt, Term term) {
        return Stream.of("least", "most")
                        .flatMap(sign -> prompt.signs(sign).stream())
                        .anyMatch(sign -> sign.from() < term.from() && term.to() <= sign.to())
                || Set.of("personne", "nadie").contains(prompt.folded(term.to()))
                // No more answers are taken.
                || Set.of("no", "any", "keine").contains(prompt.folded(term.from() - 1));
    }

    private static boolean verb(Prompt prompt, Bound bound, String sign) {
        return verbBefore(prompt, bound, sign)
                || prompt.signs(sign).stream()
                        .anyMatch(term -> term.from() >= bound.number().to()
                                && term.from() - bound.number().to() <= 1
                                && prompt.gap(bound.number().to(), term.from(), word -> !AND.contains(word)) == 0);
    }

    private static boolean verbBefore(Prompt prompt, Bound bound, String sign) {
        return prompt.signs(sign).stream()
                .anyMatch(term -> (term.to() <= bound.from() + 1
                                && bound.from() - term.to() <= 2
                                && prompt.quantities().stream()
                                        .noneMatch(other -> other.from() >= term.to() && other.to() <= bound.from())
                                && !prompt.sentenceEndsBetween(term.to(), bound.from()))
                        || (term.from() >= bound.from()
                                && term.to() <= bound.number().from()));
    }
}
