package io.tributary.intent.text;

import io.tributary.intent.text.Quantity.Kind;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Numbers as such: in digits with groups, decimals and powers of ten, and in words of four languages. */
final class PlainNumbers {
    private static final Set<String> POINT = WordList.of("quantities.point");
    private static final Set<String> ARTICLE = WordList.of("quantities.articles");
    /** Behind the digits of a place. */
    private static final Set<String> PLACES =
            Set.of("e", "eme", "ieme", "er", "th", "st", "nd", "rd", "te", "ten", "ter", "a", "o");

    private static final Set<String> ROUNDS = Set.of("round", "rounds", "tour", "ronde", "ronda");
    /** Before a number that could be another word: son once, es sept. */
    private static final Set<String> ARE = WordList.of("holders.are");

    private static final Set<String> TURNS = WordList.of("quantities.turns");
    /** Words that are numbers in one of the languages and something else in another, believed only beside others. */
    private static final Set<String> DOUBTFUL = WordList.of("quantities.doubtful");

    private static final Set<String> AND = Set.of("and", "und", "y", "et");

    private static final Set<String> PER = Set.of("per", "por", "pour");

    private static final Set<String> HUNDREDTH = Set.of("cent", "ciento", "hundred");

    /** An article in French and Spanish, a number only within greater ones. */
    private static final Set<String> ARTICLE_ALONE = Set.of("un");

    /** Where these stand, once is no Spanish eleven. */
    private static final Set<String> ENGLISH =
            Set.of("the", "and", "with", "is", "are", "it", "we", "if", "when", "has", "have", "a", "for");

    private static final Set<String> TO_ONE = Set.of("a", "=", ":");
    private static final Set<String> PRODUCT = Set.of("x", "×", "*", "·", "times", "mal", "por", "fois");
    private static final Set<String> TEN = Set.of("ten", "zehn", "diez", "dix");

    private final Line line;

    PlainNumbers(Line line) {
        this.line = line;
    }

    /** The number that begins at a word, bare of units; null where none does. */
    @Nullable
    Quantity at(int from) {
        if (!line.has(from)) {
            return null;
        }
        if (line.is(from, POINT) && decimals(from) > from) {
            return new Quantity(from, decimals(from), fraction(from + 1, decimals(from)), Kind.PLAIN);
        }
        return line.isDigits(from)
                        || (line.folded(from).startsWith(".")
                                && line.folded(from).length() > 1)
                ? digits(from)
                : inWords(from);
    }

    private @Nullable Quantity digits(int from) {
        OptionalDouble parsed = parse(line.folded(from));
        if (parsed.isEmpty()) {
            return null;
        }
        double value = parsed.getAsDouble();
        int to = from + 1;
        if (value == 0
                && line.is(to, "'")
                && line.isGlued(to)
                && line.folded(to + 1).matches("\\d+")) {
            // The Spanish write 0'03 by hand.
            return new Quantity(from, to + 2, Double.parseDouble("0." + line.folded(to + 1)), Kind.PLAIN);
        }
        // Groups set apart by spaces or as the Swiss do: 10 000, 10'000.
        while (value < 1e9 && line.folded(to - 1).matches("\\d{1,3}")) {
            int group = line.is(to, "'") && line.isGlued(to) ? to + 1 : to;
            boolean near = line.has(group)
                    && line.folded(group).matches("\\d{3}")
                    && line.words().get(group).start()
                            == line.words().get(to - 1).end() + 1;
            if (!near) {
                break;
            }
            value = value * 1000 + Double.parseDouble(line.folded(group));
            to = group + 1;
        }
        Quantity power = power(from, value, to);
        if (power != null) {
            return power;
        }
        if (line.isGlued(to) && line.folded(to).contains("\u2044") && Numerals.part(line.folded(to)) > 0) {
            return new Quantity(from, to + 1, value + Numerals.part(line.folded(to)), Kind.PLAIN);
        }
        if (line.isGlued(to) && line.is(to, PLACES) && line.is(to + 1, ROUNDS)) {
            // Le 35e tour, the 35th round.
            return new Quantity(from, to + 1, value, Kind.PLAIN);
        }
        if (line.is(to, ".") && value == Math.rint(value) && line.is(to + 1, TURNS)) {
            // Nach der 35. Runde.
            return new Quantity(from, to + 1, value, Kind.PLAIN);
        }
        OptionalLong scale = Numerals.scale(line.folded(to));
        if (scale.isPresent() && !line.is(to, HUNDREDTH)) {
            return new Quantity(from, to + 1, value * scale.getAsLong(), Kind.PLAIN);
        }
        return new Quantity(from, to, value, Kind.PLAIN);
    }

    /** 10^-3, 10**-3, 5 x 10^-4, 10 to the minus 3. */
    private @Nullable Quantity power(int from, double value, int to) {
        if (line.is(to, PRODUCT) && (line.is(to + 1, "10") || line.is(to + 1, TEN))) {
            Quantity power = power(to + 1, 10, to + 2);
            return power == null ? null : new Quantity(from, power.to(), value * power.value(), Kind.PLAIN);
        }
        if (value != 10) {
            return null;
        }
        int at = to;
        if (line.is(at, "^")) {
            at++;
        } else if (line.is(at, "*") && line.is(at + 1, "*")) {
            at += 2;
        } else if (line.is(at, "to") && line.is(at + 1, "the")) {
            at += 2;
        } else {
            return null;
        }
        boolean negative = line.is(at, "-") || line.is(at, "minus") || line.is(at, "−");
        if (negative) {
            at++;
        }
        Quantity exponent = at(at);
        return exponent == null
                ? null
                : new Quantity(
                        from, exponent.to(), Math.pow(10, negative ? -exponent.value() : exponent.value()), Kind.PLAIN);
    }

    /** 1,000 is a thousand and 0,01 a hundredth; a comma before three digits groups unless a zero stands before it. */
    private static OptionalDouble parse(String text) {
        String plain = text;
        int comma = plain.indexOf(',');
        int dot = plain.indexOf('.');
        if (comma >= 0 && dot >= 0) {
            plain = comma < dot
                    ? plain.replace(",", "")
                    : plain.replace(".", "").replace(',', '.');
        } else if (comma >= 0) {
            plain = plain.matches("[1-9]\\d{0,2}(,\\d{3})+") ? plain.replace(",", "") : plain.replace(',', '.');
        } else if (plain.matches("[1-9]\\d{0,2}(\\.\\d{3}){2,}|[1-9]\\d{1,2}\\.000")) {
            // 50.000 is what half of Europe writes for fifty thousand; nobody writes fifty with three noughts.
            plain = plain.replace(".", "");
        }
        try {
            return OptionalDouble.of(Double.parseDouble(plain));
        } catch (NumberFormatException e) {
            return OptionalDouble.empty();
        }
    }

    private @Nullable Quantity inWords(int from) {
        long total = 0;
        long group = 0;
        int at = from;
        boolean any = false;
        boolean strong = false;
        while (line.has(at)) {
            String word = line.folded(at);
            OptionalLong small = isVery(at) || isOnce(at) ? OptionalLong.empty() : Numerals.small(word);
            OptionalLong scale = Numerals.scale(word);
            if (small.isPresent()) {
                long value = small.getAsLong();
                if (any && !fits(group, value, line.folded(at - 1))) {
                    break;
                }
                // Quatre-vingts and soixante-dix.
                group = value == 20 && group == 4 && line.is(at - 2, "quatre") ? 80 : group + value;
                strong |= !DOUBTFUL.contains(word);
            } else if (scale.isPresent()
                    && (any
                            || !DOUBTFUL.contains(word)
                            || (!line.is(at - 1, PER) && countsSomething(at + 1))
                            || Numerals.small(line.folded(at + 1)).isPresent())) {
                long value = scale.getAsLong();
                if (value >= 1000) {
                    total += Math.max(group, 1) * value;
                    group = 0;
                } else {
                    group = Math.max(group, 1) * value;
                }
                strong = true;
            } else if (!any
                    && ARTICLE.contains(word)
                    && Numerals.scale(line.folded(at + 1)).isPresent()) {
                at++;
                continue;
            } else if (any
                    && (word.equals("-") || AND.contains(word))
                    && Numerals.small(line.folded(at + 1)).isPresent()
                    && fits(group, Numerals.small(line.folded(at + 1)).getAsLong(), word)) {
                at++;
                continue;
            } else {
                break;
            }
            any = true;
            at++;
        }
        if (!any) {
            return null;
        }
        double value = total + group;
        OptionalLong last = Numerals.scale(line.folded(at - 1));
        boolean article = line.is(at + 1, ARTICLE);
        int half = at + (article ? 2 : 1);
        double part = Numerals.part(line.folded(half));
        if (line.is(at, AND) && (article || last.isPresent()) && part > 0 && part < 1) {
            // A dozen and a half, one and a quarter, docena y media.
            return new Quantity(from, half + 1, value + part * (last.isPresent() ? last.getAsLong() : 1), Kind.PLAIN);
        }
        if ((!strong && !countsSomething(at) && !line.is(from - 1, ARE))
                || (at == from + 1 && line.is(from, ARTICLE_ALONE) && !isOne(from))) {
            return null;
        }
        Quantity power = power(from, value, at);
        if (power != null) {
            return power;
        }
        int decimals = decimals(at);
        if (decimals > at) {
            return new Quantity(from, decimals, value + fraction(at + 1, decimals), Kind.PLAIN);
        }
        return new Quantity(from, at, value, Kind.PLAIN);
    }

    /** Égal à un, a clip norm of une: at the end of what is said. */
    private boolean isOne(int at) {
        return line.is(at - 1, TO_ONE)
                && (!line.has(at + 1) || line.words().get(at + 1).separates());
    }

    /** French très is no Spanish three. */
    private boolean isVery(int at) {
        return line.words().get(at).text().equalsIgnoreCase("très");
    }

    /** Once the accuracy is reached: no Spanish eleven. */
    private boolean isOnce(int at) {
        return line.is(at, "once") && line.words().stream().map(Word::folded).anyMatch(ENGLISH::contains);
    }

    /** Whether a small number goes on where a greater one ended: twenty five, soixante dix, cuarenta y cinco; not five five, not ten two. */
    private static boolean fits(long group, long value, String before) {
        if (group == 0) {
            return false;
        }
        if (group >= 100) {
            return value < 100;
        }
        if (before.equals("quatre") || (group == 4 && value == 20)) {
            return value == 20;
        }
        if (before.equals("-") && group == 10) {
            return value >= 7 && value <= 9;
        }
        if (AND.contains(before)) {
            return group >= 20 && value > 0 && value < 20 && isRomance(before);
        }
        return group >= 20 && group % 10 == 0 && value > 0 && value < (group == 60 || group == 80 ? 20 : 10);
    }

    private static boolean isRomance(String and) {
        return and.equals("y") || and.equals("et");
    }

    /** Seven in French, six in English and French: believed before a noun. */
    private boolean countsSomething(int to) {
        return line.has(to) && line.words().get(to).isLetters();
    }

    private int decimals(int at) {
        if (!line.is(at, POINT)) {
            return at;
        }
        int to = at + 1;
        while (line.has(to) && digit(to) >= 0) {
            to++;
        }
        return to > at + 1 ? to : at;
    }

    private long digit(int at) {
        OptionalLong small = Numerals.small(line.folded(at));
        return line.is(at, "oh") ? 0 : small.isPresent() && small.getAsLong() < 100 ? small.getAsLong() : -1;
    }

    private double fraction(int from, int to) {
        StringBuilder digits = new StringBuilder("0.");
        for (int at = from; at < to; at++) {
            digits.append(digit(at));
        }
        return Double.parseDouble(digits.toString());
    }
}
