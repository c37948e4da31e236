package io.tributary.intent.text;

import io.tributary.intent.text.Quantity.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds the numbers of a prompt: {@link PlainNumbers}, {@link Shares}, {@link Spans} of time and multiples. */
public final class Quantities {
    private static final Set<String> PERCENT = WordList.of("quantities.percent");
    private static final Set<String> TIMES = WordList.of("quantities.times");
    private static final Set<String> WHICH = WordList.of("quantities.which");

    /** One might train: a pronoun. */
    private static final Set<String> MODAL = WordList.of("quantities.modal");

    /** A training in which four take part: they are counted. */
    private static final Set<String> BEFORE_WHICH = Set.of("of", "in", "for", "with", "by", "from", "on");

    /** Last quarter: when, not how much. */
    private static final Set<String> WHEN = Set.of("last", "next", "previous", "past");

    /** A single class. */
    private static final Set<String> SINGLE = Set.of("single", "einzige", "einzigen");

    private static final Set<String> COUNTED_SINGLY = WordList.of("quantities.counted-singly");

    /** Every single round is no number. */
    private static final Set<String> EVERY = Set.of("every", "each", "jede", "jeder", "not");

    private final Line line;
    private final PlainNumbers numbers;
    private final Shares shares;
    private final Spans spans;

    private Quantities(List<Word> words) {
        line = new Line(words);
        numbers = new PlainNumbers(line);
        shares = new Shares(line, numbers);
        spans = new Spans(line, numbers);
    }

    /** The place that a word counts, such as 5 for fifth; 0 where it counts none. */
    public static int ordinal(String folded) {
        return Numerals.ordinal(folded);
    }

    /** Whether a word is a unit of time. */
    public static boolean isTime(String folded) {
        return Spans.isUnit(folded);
    }

    /** Seconds that a unit of time has; 1 where it is none. */
    public static double seconds(String folded) {
        return Spans.seconds(folded);
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

    private @Nullable Quantity at(int from) {
        if (isNoNumber(from)) {
            return null;
        }
        double times = Numerals.times(line.folded(from));
        if (times > 1) {
            return new Quantity(from, from + 1, times, Kind.TIMES);
        }
        Quantity span = spans.single(from);
        if (span != null) {
            return span;
        }
        int counted = line.is(from + 1, "-") ? from + 2 : from + 1;
        if (line.is(from, SINGLE) && line.is(counted, COUNTED_SINGLY) && !line.is(from - 1, EVERY)) {
            return new Quantity(from, from + 1, 1, Kind.PLAIN);
        }
        Quantity bare = isMinus(from) ? negated(from) : bare(from);
        return bare == null ? null : withUnit(withRepeat(bare));
    }

    private @Nullable Quantity bare(int from) {
        Quantity share = shares.at(from);
        return share == null ? numbers.at(from) : share;
    }

    /** -5 and minus five, not 3-5. */
    private boolean isMinus(int from) {
        boolean sign = line.is(from, "-") && line.isDigits(from + 1) && line.isGlued(from + 1) && !line.isGlued(from);
        return sign || (line.is(from, "minus") && numbers.at(from + 1) != null);
    }

    private @Nullable Quantity negated(int from) {
        Quantity positive = numbers.at(from + 1);
        return positive == null ? null : new Quantity(from, positive.to(), -positive.value(), Kind.PLAIN);
    }

    /** Five (5) clients, half (50 %): said once. */
    private Quantity withRepeat(Quantity bare) {
        Quantity same = line.is(bare.from() - 1, "de") && line.is(bare.to(), "en") ? bare(bare.to() + 1) : null;
        if (same != null && same.value() == bare.value()) {
            // De 256 en 256.
            return new Quantity(bare.from(), same.to(), bare.value(), bare.kind());
        }
        Quantity again = line.is(bare.to(), "(") ? bare(bare.to() + 1) : null;
        again = again == null ? null : withUnit(again);
        return again != null && line.is(again.to(), ")") && again.value() == bare.value()
                ? new Quantity(bare.from(), again.to() + 1, bare.value(), bare.kind())
                : bare;
    }

    /** Which one, this one; 5G. */
    private boolean isNoNumber(int at) {
        boolean generation =
                line.isDigits(at) && line.folded(at).length() == 1 && line.is(at + 1, "g") && line.isGlued(at + 1);
        // Class 11b, no batch of 32B; am 14.
        boolean ofClass = line.isDigits(at)
                && line.has(at + 1)
                && line.words().get(at + 1).text().equals("b")
                && line.isGlued(at + 1);
        boolean date = line.isDigits(at) && line.is(at - 1, "am") && line.is(at + 1, ".");
        // Which four it is; third, we need.
        boolean which = line.is(at - 1, "which")
                && !line.is(at - 2, BEFORE_WHICH)
                && Numerals.part(line.folded(at)) == 0
                && Numerals.part(line.folded(at + 1)) == 0
                && !line.is(at + 1, PERCENT);
        boolean enumerates = Numerals.ordinal(line.folded(at)) > 0
                && line.is(at + 1, ",")
                && (at == 0 || line.words().get(at - 1).endsSentence());
        boolean when = line.is(at, "quarter") && line.is(at - 1, WHEN);
        return generation
                || ofClass
                || (line.is(at, "mil") && line.is(at + 1, "gracias"))
                || date
                || which
                || when
                || (line.is(at - 1, "cada") && line.is(at, Set.of("uno", "una")))
                || enumerates
                || (line.is(at, "one") && (line.is(at - 1, WHICH) || line.is(at + 1, MODAL)));
    }

    private Quantity withUnit(Quantity bare) {
        Quantity share = shares.percent(bare);
        if (share != null) {
            return share;
        }
        if (bare.kind() != Kind.PLAIN && bare.kind() != Kind.SHARE) {
            return bare;
        }
        Quantity multiple = bare.kind() == Kind.PLAIN ? multiple(bare) : null;
        Quantity span = multiple == null ? spans.counted(bare) : multiple;
        return span == null ? bare : span;
    }

    /** 10k; 3x, three-fold; not the 2 x 3 of a product. */
    private @Nullable Quantity multiple(Quantity bare) {
        int next = bare.to();
        if (line.is(next, "k") && line.isGlued(next) && !line.is(next + 1, "=")) {
            return new Quantity(bare.from(), next + 1, bare.value() * 1000, Kind.PLAIN);
        }
        if (line.isGlued(next) && line.words().get(next).text().equals("M")) {
            return new Quantity(bare.from(), next + 1, bare.value() * 1e6, Kind.PLAIN);
        }
        int unit = line.is(next, "-") ? next + 1 : next;
        return line.is(unit, TIMES) && !(line.is(next, "x") && line.isDigits(next + 1))
                ? new Quantity(bare.from(), unit + 1, bare.value(), Kind.TIMES)
                : null;
    }
}
