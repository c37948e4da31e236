package io.tributary.intent.text;

import io.tributary.intent.text.Quantity.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds the numbers of a prompt: digits, words, dozens, fractions, percent, powers of ten, times. */
public final class Quantities {
    private static final Set<String> PERCENT = WordList.of("quantities.percent");
    private static final Set<String> PER = Set.of("per", "por", "pour");
    private static final Set<String> HUNDREDTH = Set.of("cent", "ciento", "hundred");
    private static final Set<String> POINT = WordList.of("quantities.point");
    private static final Set<String> ARTICLE = WordList.of("quantities.articles");
    private static final Set<String> AND = Set.of("and", "und", "y", "et");
    private static final Set<String> OUT_OF_TIMES = Set.of("out", "in", "von", "de", "sur");
    private static final Set<String> WHICH = WordList.of("quantities.which");
    /** One might train: a pronoun. */
    private static final Set<String> MODAL = WordList.of("quantities.modal");

    private static final Set<String> OUT_OF = Set.of("in", "von", "de", "sur");
    /** Who is one out of several; "un lenet sur cinq sites" is not. */
    private static final Set<String> SOMEBODY = WordList.of("quantities.somebody");

    private static final Set<String> FROM_NOW = Set.of("dans", "en", "in");
    /** With a span of time a number: un minuto, eine Minute. */
    private static final Set<String> ONE = Set.of("an", "un", "une", "una", "eine", "einer");

    private static final Set<String> FULL =
            Set.of("full", "whole", "volle", "ganze", "entera", "entero", "entiere", "pleine");
    /** Before how long something takes: after an hour, to a minute. */
    private static final Set<String> LASTS = Set.of("after", "to", "within", "than", "wait", "most", "deadline");
    /** An article in French and Spanish, a number only within greater ones. */
    private static final Set<String> ARTICLE_ALONE = Set.of("un");

    /** Min-updates: a minimum, not minutes. */
    private static final Set<String> LEAST_OF = Set.of("updates", "clients", "sites", "participants");

    /** A training in which four take part: they are counted. */
    private static final Set<String> BEFORE_WHICH = Set.of("of", "in", "for", "with", "by", "from", "on");

    /** Where these stand, once is no Spanish eleven. */
    private static final Set<String> ENGLISH =
            Set.of("the", "and", "with", "is", "are", "it", "we", "if", "when", "has", "have", "a", "for");

    /** Last quarter: when, not how much. */
    private static final Set<String> WHEN = Set.of("last", "next", "previous", "past");

    /** Of these a couple is two; of clients it may be a few. */
    private static final Set<String> PAIRED = WordList.of("quantities.paired");

    private static final Set<String> PAIR = Set.of("couple", "pair", "par", "paire");
    private static final Set<String> OF = Set.of("of", "de");
    private static final Set<String> PER_MILLE = Set.of("‰", "promille", "permille");
    private static final Set<String> THOUSANDTH = Set.of("mille", "mil", "thousand");

    /** A single class. */
    private static final Set<String> SINGLE = Set.of("single", "einzige", "einzigen");

    private static final Set<String> COUNTED_SINGLY = WordList.of("quantities.counted-singly");

    private static final Set<String> JEDER = Set.of("jeder", "jede", "jedes");
    private static final Set<String> TURNS = WordList.of("quantities.turns");

    private static final Set<String> EVERY = Set.of("cada", "every", "jeweils", "je");
    private static final Set<String> PICTURES = WordList.of("quantities.pictures");
    /** Words that are numbers in one of the languages and something else in another, believed only beside others. */
    private static final Set<String> DOUBTFUL = WordList.of("quantities.doubtful");

    private static final Map<String, Double> SECONDS = seconds();
    private static final Set<String> TIMES = WordList.of("quantities.times");

    private static Map<String, Double> seconds() {
        Map<String, Double> seconds =
                new HashMap<>(Map.of("ms", 0.001, "viertelstunde", 900.0, "dreiviertelstunde", 2700.0));
        WordList.of("quantities.seconds").forEach(word -> seconds.put(word, 1.0));
        WordList.of("quantities.minutes").forEach(word -> seconds.put(word, 60.0));
        WordList.of("quantities.hours").forEach(word -> seconds.put(word, 3600.0));
        return Map.copyOf(seconds);
    }

    private final List<Word> words;

    private Quantities(List<Word> words) {
        this.words = words;
    }

    /** The place that a word counts, such as 5 for fifth; 0 where it counts none. */
    public static int ordinal(String folded) {
        return Numerals.ordinal(folded);
    }

    /** Seconds that a unit of time has; 1 where it is none. */
    public static double seconds(String folded) {
        return SECONDS.getOrDefault(folded, 1.0);
    }

    /** The numbers among the words, in order, none within another. */
    public static List<Quantity> in(List<Word> words) {
        Quantities reader = new Quantities(words);
        List<Quantity> found = new ArrayList<>();
        int at = 0;
        while (at < words.size()) {
            Quantity quantity = reader.at(at);
            if (quantity == null) {
                at++;
            } else {
                found.add(quantity);
                at = quantity.to();
            }
        }
        return List.copyOf(found);
    }

    private String folded(int at) {
        return at >= 0 && at < words.size() ? words.get(at).folded() : "";
    }

    private @Nullable Quantity at(int from) {
        if (isNoNumber(from)) {
            return null;
        }
        double times = Numerals.times(folded(from));
        if (times > 1) {
            return new Quantity(from, from + 1, times, Kind.TIMES);
        }
        boolean one = ONE.contains(folded(from))
                || (folded(from).equals("a") && (LASTS.contains(folded(from - 1)) || FULL.contains(folded(from + 1))));
        int noun = FULL.contains(folded(from + 1)) ? from + 2 : from + 1;
        // "After a second look" waits for nobody.
        boolean second = folded(from).equals("a") && folded(noun).equals("second");
        Double span = one && !second ? SECONDS.get(folded(noun)) : null;
        if (span != null && folded(noun).length() > 3 && !FROM_NOW.contains(folded(from - 1))) {
            Quantity single = new Quantity(from, noun + 1, span, Kind.SECONDS);
            Quantity more = andHalf(single, span);
            // "In an hour" is when, "an hour and a half" or "after an hour" is how long.
            if (!folded(from).equals("an")
                    || !more.equals(single)
                    || noun > from + 1
                    || LASTS.contains(folded(from - 1))) {
                return more;
            }
        }
        Double bareSpan = folded(from).length() > 3 ? SECONDS.get(folded(from)) : null;
        if (bareSpan != null) {
            // Minuto y medio.
            Quantity more = andHalf(new Quantity(from, from + 1, bareSpan, Kind.SECONDS), bareSpan);
            if (more.to() > from + 1) {
                return more;
            }
        }
        int place = Numerals.ordinal(folded(from + 1));
        if (place > 1 && isOneOfSeveral(from)) {
            return new Quantity(from, from + 2, 1.0 / place, Kind.SHARE);
        }
        if (SINGLE.contains(folded(from)) && COUNTED_SINGLY.contains(folded(from + 1))) {
            return new Quantity(from, from + 1, 1, Kind.PLAIN);
        }
        boolean negative = folded(from).equals("-")
                && from + 1 < words.size()
                && words.get(from + 1).isDigits()
                && words.get(from + 1).glued()
                && !words.get(from).glued();
        if (folded(from).equals("minus") && plain(from + 1) != null) {
            negative = true;
        }
        Quantity bare = negative ? negated(from) : bare(from);
        if (bare == null) {
            bare = plain(from);
        }
        return bare == null ? null : withUnit(withRepeat(bare));
    }

    private @Nullable Quantity bare(int from) {
        Quantity part = part(from);
        return part == null ? plain(from) : part;
    }

    /** Five (5) clients, half (50 %): said once. */
    private Quantity withRepeat(Quantity bare) {
        Quantity again = folded(bare.to()).equals("(") ? bare(bare.to() + 1) : null;
        again = again == null ? null : withUnit(again);
        return again != null && folded(again.to()).equals(")") && again.value() == bare.value()
                ? new Quantity(bare.from(), again.to() + 1, bare.value(), bare.kind())
                : bare;
    }

    /** Jeder fünfte macht mit, every third client; jede fünfte Runde says when. */
    private boolean isOneOfSeveral(int from) {
        String next = folded(from + 2);
        return (JEDER.contains(folded(from)) && !next.isEmpty() && !TURNS.contains(next))
                || (folded(from).equals("every") && SOMEBODY.contains(next));
    }

    /** Which one, this one; 5G. */
    private boolean isNoNumber(int at) {
        boolean generation = at + 1 < words.size()
                && words.get(at).isDigits()
                && folded(at).length() == 1
                && folded(at + 1).equals("g")
                && words.get(at + 1).glued();
        // Class 11b, no batch of 32B; am 14.
        boolean ofClass = words.get(at).isDigits()
                && at + 1 < words.size()
                && words.get(at + 1).text().equals("b")
                && words.get(at + 1).glued();
        boolean date = words.get(at).isDigits()
                && folded(at - 1).equals("am")
                && folded(at + 1).equals(".");
        // Which four it is; third, we need.
        boolean which = folded(at - 1).equals("which")
                && !BEFORE_WHICH.contains(folded(at - 2))
                && Numerals.part(folded(at)) == 0
                && Numerals.part(folded(at + 1)) == 0
                && !PERCENT.contains(folded(at + 1));
        boolean enumerates = Numerals.ordinal(folded(at)) > 0
                && folded(at + 1).equals(",")
                && (at == 0 || words.get(at - 1).endsSentence());
        boolean when = folded(at).equals("quarter") && WHEN.contains(folded(at - 1));
        return generation
                || ofClass
                || (folded(at).equals("mil") && folded(at + 1).equals("gracias"))
                || date
                || which
                || when
                || (folded(at - 1).equals("cada") && Set.of("uno", "una").contains(folded(at)))
                || enumerates
                || (folded(at).equals("one") && (WHICH.contains(folded(at - 1)) || MODAL.contains(folded(at + 1))));
    }

    private @Nullable Quantity negated(int from) {
        Quantity positive = plain(from + 1);
        return positive == null ? null : new Quantity(from, positive.to(), -positive.value(), Kind.PLAIN);
    }

    private Quantity withUnit(Quantity bare) {
        int next = bare.to();
        String unit = folded(next);
        if (PERCENT.contains(unit)) {
            return new Quantity(bare.from(), next + 1, bare.value() / 100, Kind.SHARE);
        }
        if (PER_MILLE.contains(unit) || (PER.contains(unit) && THOUSANDTH.contains(folded(next + 1)))) {
            int to = PER_MILLE.contains(unit) ? next + 1 : next + 2;
            return new Quantity(bare.from(), to, bare.value() / 1000, Kind.SHARE);
        }
        if (PER.contains(unit) && HUNDREDTH.contains(folded(next + 1))) {
            return new Quantity(bare.from(), next + 2, bare.value() / 100, Kind.SHARE);
        }
        if (bare.kind() == Kind.SHARE) {
            // Half a minute, une demi-heure, a quarter of an hour.
            int at = next;
            while (at - next < 4
                    && (ARTICLE.contains(folded(at))
                            || folded(at).equals("-")
                            || Set.of("of", "de", "d", "'").contains(folded(at)))) {
                at++;
            }
            Double span = SECONDS.get(folded(at));
            return span == null || folded(at).length() < 3
                    ? bare
                    : new Quantity(bare.from(), at + 1, bare.value() * span, Kind.SECONDS);
        }
        if (bare.kind() != Kind.PLAIN) {
            return bare;
        }
        if (unit.equals("k") && words.get(next).glued() && !folded(next + 1).equals("=")) {
            return new Quantity(bare.from(), next + 1, bare.value() * 1000, Kind.PLAIN);
        }
        int hyphen = unit.equals("-") ? next + 1 : next;
        if (TIMES.contains(folded(hyphen))
                && !(unit.equals("x")
                        && words.size() > next + 1
                        && words.get(next + 1).isDigits())) {
            return new Quantity(bare.from(), hyphen + 1, bare.value(), Kind.TIMES);
        }
        // Weight decay 0.02, min-updates 2.
        boolean minimum = unit.equals("min")
                && Set.of("-", "_").contains(folded(next + 1))
                && LEAST_OF.contains(folded(next + 2));
        Double seconds = SECONDS.get(unit);
        if (seconds != null && !minimum && (unit.length() > 1 || words.get(next).glued() || isSecond(next))) {
            return andMore(
                    andHalf(new Quantity(bare.from(), next + 1, bare.value() * seconds, Kind.SECONDS), seconds),
                    seconds);
        }
        return bare;
    }

    /** "At 45 s", "1 h 30 min", not "10 h of data" and not "clients 5 s = 3". */
    private boolean isSecond(int at) {
        boolean hour = folded(at).equals("h")
                && at + 2 < words.size()
                && words.get(at + 1).isDigits()
                && SECONDS.containsKey(folded(at + 2));
        return hour || (folded(at).equals("s") && !Set.of("=", ":", "'").contains(folded(at + 1)));
    }

    /** 1 h 30 min, two minutes and 30 seconds: a second span in a smaller unit is added. */
    private Quantity andMore(Quantity span, double unit) {
        int at = AND.contains(folded(span.to())) ? span.to() + 1 : span.to();
        Quantity bare = plain(at);
        Double smaller = bare == null ? null : SECONDS.get(folded(bare.to()));
        boolean added = bare != null && smaller != null && smaller < unit && bare.value() * smaller < unit;
        return added && bare != null && smaller != null
                ? new Quantity(span.from(), bare.to() + 1, span.value() + bare.value() * smaller, Kind.SECONDS)
                : span;
    }

    /** An hour and a half, une heure et demie. */
    private Quantity andHalf(Quantity span, double unit) {
        int at = AND.contains(folded(span.to())) ? span.to() + 1 : -1;
        at += at > 0 && ARTICLE.contains(folded(at)) ? 1 : 0;
        double part = at > 0 ? Numerals.part(folded(at)) : 0;
        return part == 0 ? span : new Quantity(span.from(), at + 1, span.value() + part * unit, Kind.SECONDS);
    }

    /** Half, a third, three quarters, 1/3, one in ten. */
    private @Nullable Quantity part(int from) {
        int name = ARTICLE.contains(folded(from)) ? from + 1 : from;
        double tiny = Numerals.tinyPart(folded(name), folded(name + 1), folded(name + 2));
        if (tiny > 0) {
            return new Quantity(from, name + 3, tiny, Kind.SHARE);
        }
        // Un client sur cinq, ein Client von fünf, uno de cada cuatro.
        boolean outOf = (folded(from + 2).equals("de") && folded(from + 3).equals("cada"))
                || (Set.of("sur", "von", "in", "out").contains(folded(from + 2))
                        && SOMEBODY.contains(folded(from + 1)));
        if (ARTICLE.contains(folded(from)) && outOf && words.get(from + 1).isLetters()) {
            boolean longer = folded(from + 2).equals("de") || folded(from + 2).equals("out");
            Quantity all = plain(from + (longer ? 4 : 3));
            if (all != null && all.whole() && all.value() > 1) {
                return new Quantity(from, all.to(), 1 / all.value(), Kind.SHARE);
            }
        }
        int at = from;
        double count = 1;
        if (ARTICLE.contains(folded(at)) && Numerals.part(folded(at + 1)) > 0) {
            at++;
        } else {
            Quantity first = plain(from);
            if (first == null && ARTICLE.contains(folded(from)) && OUT_OF.contains(folded(from + 1))) {
                first = new Quantity(from, from + 1, 1, Kind.PLAIN);
            }
            if (first != null && first.whole()) {
                at = first.to();
                count = first.value();
                if (folded(at).equals("/")
                        && at + 1 < words.size()
                        && words.get(at).glued()
                        && words.get(at + 1).glued()) {
                    Quantity below = plain(at + 1);
                    if (below != null && below.whole() && below.value() > 0) {
                        return new Quantity(from, below.to(), count / below.value(), Kind.SHARE);
                    }
                }
                // Neuf images sur dix.
                if (PICTURES.contains(folded(at)) && OUT_OF.contains(folded(at + 1))) {
                    Quantity below = plain(at + (folded(at + 1).equals("out") ? 3 : 2));
                    if (below != null && below.whole() && below.value() > count) {
                        return new Quantity(from, below.to(), count / below.value(), Kind.SHARE);
                    }
                }
                boolean times = TIMES.contains(folded(at)) && OUT_OF_TIMES.contains(folded(at + 1));
                at += times ? 1 : 0;
                Quantity hundred = folded(at).equals("in") && ARTICLE.contains(folded(at + 1)) ? plain(at + 1) : null;
                if (hundred != null && hundred.value() >= 100 && hundred.value() > count) {
                    // Two in a hundred.
                    return new Quantity(from, hundred.to(), count / hundred.value(), Kind.SHARE);
                }
                if ((count == 1 && OUT_OF.contains(folded(at)))
                        || (times && OUT_OF.contains(folded(at)))
                        || (OUT_OF.contains(folded(at)) && EVERY.contains(folded(at + 1)))
                        || ((OUT_OF.contains(folded(at)) || folded(at).equals("of")) && arePictures(at + 1))
                        || (folded(at).equals("out") && folded(at + 1).equals("of"))) {
                    int skip = folded(at).equals("out") || EVERY.contains(folded(at + 1)) ? 2 : 1;
                    boolean each = EVERY.contains(folded(at + skip));
                    Quantity below = plain(at + skip + (each ? 1 : 0));
                    boolean pictures = times
                            || each
                            || (below != null
                                    && (PICTURES.contains(folded(below.to()))
                                            || folded(below.to()).equals("of")));
                    if ((count == 1 || pictures) && below != null && below.whole() && below.value() > count) {
                        return new Quantity(from, below.to(), count / below.value(), Kind.SHARE);
                    }
                }
                if (folded(at).equals("-")) {
                    at++;
                }
            }
        }
        // A couple of classes, a pair of updates, un par de épocas.
        if (ARTICLE.contains(folded(from))
                && PAIR.contains(folded(from + 1))
                && (OF.contains(folded(from + 2)) || folded(from).equals("un"))) {
            int to = OF.contains(folded(from + 2)) ? from + 3 : from + 2;
            if (PAIRED.contains(folded(to)) || folded(from).equals("un")) {
                return new Quantity(from, to, 2, Kind.PLAIN);
            }
        }
        // En la media: on average.
        boolean mean = folded(at).equals("media") && folded(at - 2).equals("en");
        double part = Numerals.part(folded(at));
        if (part == 0
                || mean
                || (DOUBTFUL.contains(folded(at))
                        && at == from
                        && !folded(at + 1).equals("docena")
                        && !SECONDS.containsKey(folded(at + 1)))) {
            return null;
        }
        int skip = folded(at + 1).equals("-") && Numerals.scale(folded(at + 2)).isPresent() ? 1 : 0;
        at += skip;
        String next = folded(at + 1);
        String afterArticle = ARTICLE.contains(next) ? folded(at + 2) : next;
        OptionalLong scale = Numerals.scale(afterArticle);
        if (OF.contains(next)
                && ARTICLE.contains(folded(at + 2))
                && Numerals.scale(folded(at + 3)).isPresent()) {
            // A quarter of a million.
            return new Quantity(
                    from, at + 4, part * count * Numerals.scale(folded(at + 3)).getAsLong(), Kind.PLAIN);
        }
        if (scale.isPresent() && (part == 0.5 || part == 1.5)) {
            return new Quantity(
                    from, at + (ARTICLE.contains(next) ? 3 : 2), part * count * scale.getAsLong(), Kind.PLAIN);
        }
        return new Quantity(from, at + 1 - skip, count * part, Kind.SHARE);
    }

    /** Nine of ten garments. */
    private boolean arePictures(int from) {
        Quantity all = plain(from);
        return all != null && PICTURES.contains(folded(all.to()));
    }

    private @Nullable Quantity plain(int from) {
        if (from >= words.size()) {
            return null;
        }
        if (POINT.contains(folded(from)) && from + 1 < words.size() && decimals(from) > from) {
            return new Quantity(from, decimals(from), fraction(from + 1, decimals(from)), Kind.PLAIN);
        }
        return words.get(from).isDigits()
                        || (folded(from).startsWith(".") && folded(from).length() > 1)
                ? digits(from)
                : inWords(from);
    }

    private @Nullable Quantity digits(int from) {
        OptionalDouble parsed = parse(folded(from));
        if (parsed.isEmpty()) {
            return null;
        }
        double value = parsed.getAsDouble();
        int to = from + 1;
        if (value == 0
                && folded(to).equals("'")
                && words.get(to).glued()
                && folded(to + 1).matches("\\d+")) {
            // The Spanish write 0'03 by hand.
            return new Quantity(from, to + 2, Double.parseDouble("0." + folded(to + 1)), Kind.PLAIN);
        }
        // Groups set apart by spaces or as the Swiss do: 10 000, 10'000.
        while (value < 1e9 && folded(to - 1).matches("\\d{1,3}")) {
            int group = folded(to).equals("'") && words.get(to).glued() ? to + 1 : to;
            boolean near = group < words.size()
                    && folded(group).matches("\\d{3}")
                    && words.get(group).start() == words.get(to - 1).end() + 1;
            if (!near) {
                break;
            }
            value = value * 1000 + Double.parseDouble(folded(group));
            to = group + 1;
        }
        Quantity power = power(from, value, to);
        if (power != null) {
            return power;
        }
        if (folded(to).equals(".") && value == Math.rint(value) && TURNS.contains(folded(to + 1))) {
            // Nach der 35. Runde.
            return new Quantity(from, to + 1, value, Kind.PLAIN);
        }
        OptionalLong scale = Numerals.scale(folded(to));
        if (scale.isPresent() && !HUNDREDTH.contains(folded(to))) {
            return new Quantity(from, to + 1, value * scale.getAsLong(), Kind.PLAIN);
        }
        return new Quantity(from, to, value, Kind.PLAIN);
    }

    /** 10^-3, 10**-3, 5 x 10^-4, 10 to the minus 3. */
    private @Nullable Quantity power(int from, double value, int to) {
        if ((folded(to).equals("x")
                        || folded(to).equals("×")
                        || folded(to).equals("*")
                        || folded(to).equals("·"))
                && folded(to + 1).equals("10")) {
            Quantity power = power(to + 1, 10, to + 2);
            return power == null ? null : new Quantity(from, power.to(), value * power.value(), Kind.PLAIN);
        }
        if (value != 10) {
            return null;
        }
        int at = to;
        if (folded(at).equals("^")) {
            at++;
        } else if (folded(at).equals("*") && folded(at + 1).equals("*")) {
            at += 2;
        } else if (folded(at).equals("to") && folded(at + 1).equals("the")) {
            at += 2;
        } else {
            return null;
        }
        boolean negative = folded(at).equals("-")
                || folded(at).equals("minus")
                || folded(at).equals("−");
        if (negative) {
            at++;
        }
        Quantity exponent = plain(at);
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
        while (at < words.size()) {
            String word = folded(at);
            OptionalLong small = isVery(at) || isOnce(at) ? OptionalLong.empty() : Numerals.small(word);
            OptionalLong scale = Numerals.scale(word);
            if (small.isPresent()) {
                long value = small.getAsLong();
                if (any && !fits(group, value, folded(at - 1))) {
                    break;
                }
                // Quatre-vingts and soixante-dix.
                group = value == 20 && group == 4 && folded(at - 2).equals("quatre") ? 80 : group + value;
                strong |= !DOUBTFUL.contains(word);
            } else if (scale.isPresent()
                    && (any
                            || !DOUBTFUL.contains(word)
                            || (!PER.contains(folded(at - 1)) && countsSomething(at + 1))
                            || Numerals.small(folded(at + 1)).isPresent())) {
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
                    && Numerals.scale(folded(at + 1)).isPresent()) {
                at++;
                continue;
            } else if (any
                    && (word.equals("-") || AND.contains(word))
                    && Numerals.small(folded(at + 1)).isPresent()
                    && fits(group, Numerals.small(folded(at + 1)).getAsLong(), word)) {
                at++;
                continue;
            } else {
                break;
            }
            any = true;
            at++;
        }
        if (!any || (!strong && !countsSomething(at)) || (at == from + 1 && ARTICLE_ALONE.contains(folded(from)))) {
            return null;
        }
        double value = total + group;
        OptionalLong last = Numerals.scale(folded(at - 1));
        boolean article = ARTICLE.contains(folded(at + 1));
        int half = at + (article ? 2 : 1);
        double part = Numerals.part(folded(half));
        if (AND.contains(folded(at)) && (article || last.isPresent()) && part > 0 && part < 1) {
            // A dozen and a half, one and a quarter, docena y media.
            return new Quantity(from, half + 1, value + part * (last.isPresent() ? last.getAsLong() : 1), Kind.PLAIN);
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

    /** French très is no Spanish three. */
    private boolean isVery(int at) {
        return words.get(at).text().equalsIgnoreCase("très");
    }

    /** Once the accuracy is reached: no Spanish eleven. */
    private boolean isOnce(int at) {
        return folded(at).equals("once") && words.stream().map(Word::folded).anyMatch(ENGLISH::contains);
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
        return to < words.size() && words.get(to).isLetters();
    }

    private int decimals(int at) {
        if (!POINT.contains(folded(at))) {
            return at;
        }
        int to = at + 1;
        while (to < words.size() && digit(to) >= 0) {
            to++;
        }
        return to > at + 1 ? to : at;
    }

    private long digit(int at) {
        OptionalLong small = Numerals.small(folded(at));
        return folded(at).equals("oh") ? 0 : small.isPresent() && small.getAsLong() < 100 ? small.getAsLong() : -1;
    }

    private double fraction(int from, int to) {
        StringBuilder digits = new StringBuilder("0.");
        for (int at = from; at < to; at++) {
            digits.append(digit(at));
        }
        return Double.parseDouble(digits.toString());
    }
}
