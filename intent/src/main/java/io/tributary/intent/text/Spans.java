package io.tributary.intent.text;

import io.tributary.intent.text.Quantity.Kind;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Spans of time, in seconds: 45 s, half a minute, an hour and a half, 1 h 30 min. */
final class Spans {
    private static final Set<String> ARTICLE = WordList.of("quantities.articles");
    private static final Set<String> AND = Set.of("and", "und", "y", "et");

    private static final Set<String> FROM_NOW = Set.of("dans", "en", "in");

    /** With a span of time a number: un minuto, eine Minute. */
    private static final Set<String> ONE = Set.of("an", "un", "une", "una", "eine", "einer");

    private static final Set<String> FULL =
            Set.of("full", "whole", "volle", "ganze", "entera", "entero", "entiere", "pleine");

    /** Before how long something takes: after an hour, to a minute. */
    private static final Set<String> LASTS = Set.of("after", "to", "within", "than", "wait", "most", "deadline");

    /** Min-updates: a minimum, not minutes. */
    private static final Set<String> LEAST_OF = Set.of("updates", "clients", "sites", "participants");

    /** Between a part and what it is of. */
    private static final Set<String> LINKS = Set.of("-", "of", "de", "d", "'");

    private static final Map<String, Double> SECONDS = units();

    private static Map<String, Double> units() {
        Map<String, Double> seconds =
                new HashMap<>(Map.of("ms", 0.001, "viertelstunde", 900.0, "dreiviertelstunde", 2700.0));
        WordList.of("quantities.seconds").forEach(word -> seconds.put(word, 1.0));
        WordList.of("quantities.minutes").forEach(word -> seconds.put(word, 60.0));
        WordList.of("quantities.hours").forEach(word -> seconds.put(word, 3600.0));
        return Map.copyOf(seconds);
    }

    private final Line line;
    private final PlainNumbers numbers;

    Spans(Line line, PlainNumbers numbers) {
        this.line = line;
        this.numbers = numbers;
    }

    /** A span that is said without a number, or with an article for one: an hour and a half, minuto y medio; null where none is. */
    @Nullable
    Quantity single(int from) {
        boolean one =
                line.is(from, ONE) || (line.is(from, "a") && (line.is(from - 1, LASTS) || line.is(from + 1, FULL)));
        int noun = line.is(from + 1, FULL) ? from + 2 : from + 1;
        // "After a second look" waits for nobody.
        boolean second = line.is(from, "a") && line.is(noun, "second");
        Double span = one && !second && !line.is(from - 1, FROM_NOW) ? named(noun) : null;
        if (span != null) {
            Quantity single = new Quantity(from, noun + 1, span, Kind.SECONDS);
            Quantity more = andHalf(single, span);
            // "In an hour" is when, "an hour and a half" or "after an hour" is how long.
            if (!line.is(from, "an") || !more.equals(single) || noun > from + 1 || line.is(from - 1, LASTS)) {
                return more;
            }
        }
        Double bare = named(from);
        Quantity more = bare == null ? null : andHalf(new Quantity(from, from + 1, bare, Kind.SECONDS), bare);
        return more == null || more.to() == from + 1 ? null : more;
    }

    /** A number with the unit behind it, such as 45 s or half a minute; null where no unit stands there. */
    @Nullable
    Quantity counted(Quantity bare) {
        return bare.kind() == Kind.SHARE ? partOf(bare) : many(bare);
    }

    /** Whether a word is a unit of time. */
    static boolean isUnit(String folded) {
        return SECONDS.containsKey(folded);
    }

    /** Seconds that a unit of time has; 1 where it is none. */
    static double seconds(String folded) {
        return SECONDS.getOrDefault(folded, 1.0);
    }

    private @Nullable Double named(int at) {
        return line.folded(at).length() > 3 ? SECONDS.get(line.folded(at)) : null;
    }

    /** Half a minute, une demi-heure, a quarter of an hour. */
    private @Nullable Quantity partOf(Quantity share) {
        int at = share.to();
        while (at - share.to() < 4 && (line.is(at, ARTICLE) || line.is(at, LINKS))) {
            at++;
        }
        Double span = SECONDS.get(line.folded(at));
        return span == null || line.folded(at).length() < 3
                ? null
                : new Quantity(share.from(), at + 1, share.value() * span, Kind.SECONDS);
    }

    private @Nullable Quantity many(Quantity count) {
        int next = count.to();
        String unit = line.folded(next);
        // Weight decay 0.02, min-updates 2.
        boolean minimum = unit.equals("min") && line.is(next + 1, Set.of("-", "_")) && line.is(next + 2, LEAST_OF);
        Double seconds = SECONDS.get(unit);
        if (seconds == null || minimum || (unit.length() == 1 && !line.isGlued(next) && !isSecond(next))) {
            return null;
        }
        Quantity whole = new Quantity(count.from(), next + 1, count.value() * seconds, Kind.SECONDS);
        return andMore(andHalf(whole, seconds), seconds);
    }

    /** "At 45 s", "1 h 30 min", not "10 h of data" and not "clients 5 s = 3". */
    private boolean isSecond(int at) {
        boolean hour = line.is(at, "h") && line.isDigits(at + 1) && SECONDS.containsKey(line.folded(at + 2));
        return hour || (line.is(at, "s") && !line.is(at + 1, Set.of("=", ":", "'")));
    }

    /** 1 h 30 min, two minutes and 30 seconds: a second span in a smaller unit is added. */
    private Quantity andMore(Quantity span, double unit) {
        int at = line.is(span.to(), AND) ? span.to() + 1 : span.to();
        if (unit == 3600
                && line.isDigits(at)
                && line.isGlued(at)
                && line.folded(at).matches("[0-5]?\\d")) {
            // 1h30.
            return new Quantity(
                    span.from(), at + 1, span.value() + 60 * Double.parseDouble(line.folded(at)), Kind.SECONDS);
        }
        Quantity bare = numbers.at(at);
        Double smaller = bare == null ? null : SECONDS.get(line.folded(bare.to()));
        boolean added = bare != null && smaller != null && smaller < unit && bare.value() * smaller < unit;
        return added && bare != null && smaller != null
                ? new Quantity(span.from(), bare.to() + 1, span.value() + bare.value() * smaller, Kind.SECONDS)
                : span;
    }

    /** An hour and a half, une heure et demie. */
    private Quantity andHalf(Quantity span, double unit) {
        int at = line.is(span.to(), AND) ? span.to() + 1 : -1;
        at += at > 0 && line.is(at, ARTICLE) ? 1 : 0;
        double part = at > 0 ? Numerals.part(line.folded(at)) : 0;
        return part == 0 ? span : new Quantity(span.from(), at + 1, span.value() + part * unit, Kind.SECONDS);
    }
}
