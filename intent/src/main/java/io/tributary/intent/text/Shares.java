package io.tributary.intent.text;

import io.tributary.intent.text.Quantity.Kind;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Shares: half, three quarters, 1/3, one in ten, two out of three, 5 percent, two per mille. */
final class Shares {
    private static final Set<String> PERCENT = WordList.of("quantities.percent");
    private static final Set<String> ARTICLE = WordList.of("quantities.articles");
    private static final Set<String> TURNS = WordList.of("quantities.turns");
    private static final Set<String> OF_THE = Set.of("of", "der", "des", "unserer");
    private static final Set<String> LOCAL = Set.of("local", "lokale", "lokalen", "locales", "locale");
    private static final Set<String> PARTS = Set.of("parte", "partes", "partie", "parties", "teil", "teile");
    private static final Set<String> JEDER = Set.of("jeder", "jede", "jedes");
    private static final Set<String> ONE_OUT_OF = Set.of("sur", "von", "in", "out");
    /** These are followed by another: out of, de cada. */
    private static final Set<String> TWO_WORDS = Set.of("out", "de");

    private static final Set<String> DOUBTFUL = WordList.of("quantities.doubtful");
    private static final Set<String> TIMES = WordList.of("quantities.times");
    private static final Set<String> PER = Set.of("per", "por", "pour");

    private static final Set<String> HUNDREDTH = Set.of("cent", "ciento", "hundred");

    private static final Set<String> PER_MILLE = Set.of("‰", "promille", "permille");

    private static final Set<String> THOUSANDTH = Set.of("mille", "mil", "thousand");

    private static final Set<String> OUT_OF_TIMES = Set.of("out", "in", "von", "de", "sur");

    private static final Set<String> OUT_OF = Set.of("in", "von", "de", "sur");

    /** Who is one out of several; "un lenet sur cinq sites" is not. */
    private static final Set<String> SOMEBODY = WordList.of("quantities.somebody");

    private static final Set<String> EVERY = Set.of("cada", "every", "jeweils", "je");

    private static final Set<String> PICTURES = WordList.of("quantities.pictures");

    /** Of these a couple is two; of clients it may be a few. */
    private static final Set<String> PAIRED = WordList.of("quantities.paired");

    private static final Set<String> PAIR = Set.of("couple", "pair", "par", "paire");

    private static final Set<String> OF = Set.of("of", "de");

    private final Line line;
    private final PlainNumbers numbers;

    Shares(Line line, PlainNumbers numbers) {
        this.line = line;
        this.numbers = numbers;
    }

    /** Half, a third, three quarters, 1/3, one in ten, every third client; a few are numbers: a couple of classes, half a million. Null where none begins. */
    @Nullable
    Quantity at(int from) {
        int name = line.is(from, ARTICLE) ? from + 1 : from;
        double tiny = Numerals.tinyPart(line.folded(name), line.folded(name + 1), line.folded(name + 2));
        if (tiny > 0) {
            return new Quantity(from, name + 3, tiny, Kind.SHARE);
        }
        Quantity one = oneOf(from);
        if (one != null) {
            return one;
        }
        int at = from;
        double count = 1;
        if (line.is(from, ARTICLE) && Numerals.part(line.folded(from + 1)) > 0) {
            at++;
        } else {
            Quantity first = first(from);
            Quantity share = first == null ? null : outOf(first);
            if (share != null) {
                return share;
            }
            if (first != null) {
                count = first.value();
                at = line.is(first.to(), "-") ? first.to() + 1 : first.to();
            }
        }
        double parts = Numerals.tinyPart(line.folded(at), line.folded(at + 1), line.folded(at + 2));
        if (parts > 0) {
            return new Quantity(from, at + 3, count * parts, Kind.SHARE);
        }
        Quantity couple = couple(from);
        return couple == null ? named(from, at, count) : couple;
    }

    /** A number with percent or per mille behind it; null where neither stands there. */
    @Nullable
    Quantity percent(Quantity bare) {
        int next = bare.to();
        boolean per = line.is(next, PER);
        if (line.is(next, PERCENT) || (per && line.is(next + 1, HUNDREDTH))) {
            return new Quantity(bare.from(), per ? next + 2 : next + 1, bare.value() / 100, Kind.SHARE);
        }
        if (line.is(next, PER_MILLE) || (per && line.is(next + 1, THOUSANDTH))) {
            return new Quantity(bare.from(), per ? next + 2 : next + 1, bare.value() / 1000, Kind.SHARE);
        }
        return null;
    }

    /** Un client sur cinq, ein Client von fünf, uno de cada cuatro; jeder fünfte macht mit. */
    private @Nullable Quantity oneOf(int from) {
        int place = Numerals.ordinal(line.folded(from + 1));
        if (place > 1 && isEach(from)) {
            return new Quantity(from, from + 2, 1.0 / place, Kind.SHARE);
        }
        boolean each = line.is(from + 2, "de") && line.is(from + 3, "cada");
        boolean out = line.is(from + 2, ONE_OUT_OF) && line.is(from + 1, SOMEBODY);
        if (!line.is(from, ARTICLE)
                || !(each || out)
                || !line.words().get(from + 1).isLetters()) {
            return null;
        }
        Quantity all = numbers.at(from + (line.is(from + 2, TWO_WORDS) ? 4 : 3));
        return all != null && all.whole() && all.value() > 1
                ? new Quantity(from, all.to(), 1 / all.value(), Kind.SHARE)
                : null;
    }

    /** Jeder fünfte, every third client; jede fünfte Runde says when. */
    private boolean isEach(int from) {
        String next = line.folded(from + 2);
        return (line.is(from, JEDER) && !next.isEmpty() && !TURNS.contains(next))
                || (line.is(from, "every") && SOMEBODY.contains(next));
    }

    /** The whole number that begins at a word, also an article for one. */
    private @Nullable Quantity first(int from) {
        Quantity first = numbers.at(from);
        if (first == null && line.is(from, ARTICLE) && line.is(from + 1, OUT_OF)) {
            return new Quantity(from, from + 1, 1, Kind.PLAIN);
        }
        return first != null && first.whole() ? first : null;
    }

    /** 1/3, one in ten, nine of ten pictures, neuf images sur dix, twice out of three, two in a hundred. */
    private @Nullable Quantity outOf(Quantity count) {
        int at = count.to();
        if (line.is(at, "/") && line.isGlued(at) && line.isGlued(at + 1)) {
            Quantity below = numbers.at(at + 1);
            if (below != null && below.whole() && below.value() > 0) {
                return new Quantity(count.from(), below.to(), count.value() / below.value(), Kind.SHARE);
            }
        }
        boolean outOfThem = line.is(at + 1, "out") && line.is(at + 2, "of");
        if (line.is(at, PICTURES) && (outOfThem || line.is(at + 1, OUT_OF))) {
            Quantity share = over(count, numbers.at(at + (outOfThem ? 3 : 2)));
            if (share != null) {
                return share;
            }
        }
        boolean times = line.is(at, TIMES) && line.is(at + 1, OUT_OF_TIMES);
        at += times ? 1 : 0;
        Quantity hundred = line.is(at, "in") && line.is(at + 1, ARTICLE) ? numbers.at(at + 1) : null;
        if (hundred != null && hundred.value() >= 100 && hundred.value() > count.value()) {
            return new Quantity(count.from(), hundred.to(), count.value() / hundred.value(), Kind.SHARE);
        }
        boolean each = line.is(at + 1, EVERY);
        boolean outOf = line.is(at, "out") && line.is(at + 1, "of");
        boolean of = line.is(at, OUT_OF);
        boolean pictures = (of || line.is(at, "of")) && arePictures(at + 1);
        Quantity all = of ? numbers.at(at + 1) : null;
        boolean ofThem = all != null && line.is(all.to(), OF_THE) && all.value() <= 100;
        if (!outOf && !pictures && !(of && (count.value() == 1 || times || each || ofThem))) {
            return null;
        }
        int skip = line.is(at, "out") || each ? 2 : 1;
        boolean also = line.is(at + skip, EVERY);
        Quantity below = numbers.at(at + skip + (also ? 1 : 0));
        boolean counted = below != null && (line.is(below.to(), PICTURES) || line.is(below.to(), "of"));
        return count.value() == 1 || times || also || counted || ofThem ? over(count, below) : null;
    }

    private static @Nullable Quantity over(Quantity count, @Nullable Quantity below) {
        return below != null && below.whole() && below.value() > count.value()
                ? new Quantity(count.from(), below.to(), count.value() / below.value(), Kind.SHARE)
                : null;
    }

    /** A couple of classes, a pair of updates, un par de épocas: two. */
    private @Nullable Quantity couple(int from) {
        boolean of = line.is(from + 2, OF);
        if (!line.is(from, ARTICLE) || !line.is(from + 1, PAIR) || !(of || line.is(from, "un"))) {
            return null;
        }
        int to = of ? from + 3 : from + 2;
        boolean paired = line.is(to, PAIRED) || (line.is(to, LOCAL) && line.is(to + 1, PAIRED));
        return paired || line.is(from, "un") ? new Quantity(from, to, 2, Kind.PLAIN) : null;
    }

    /** A third, two thirds, anderthalb Dutzend, a quarter of a million. */
    private @Nullable Quantity named(int from, int at, double count) {
        double part = Numerals.part(line.folded(at));
        // En la media: on average.
        boolean mean = line.is(at, "media") && line.is(at - 2, "en");
        boolean doubtful = line.is(at, DOUBTFUL)
                && at == from
                && Numerals.scale(line.folded(at + 1)).isEmpty()
                && !Spans.isUnit(line.folded(at + 1));
        if (part == 0 || mean || doubtful) {
            return null;
        }
        int noun = line.is(at + 1, "-") && Numerals.scale(line.folded(at + 2)).isPresent() ? at + 2 : at + 1;
        boolean article = line.is(noun, ARTICLE);
        OptionalLong scale = Numerals.scale(line.folded(article ? noun + 1 : noun));
        if (line.is(noun, OF) && line.is(noun + 1, ARTICLE)) {
            OptionalLong million = Numerals.scale(line.folded(noun + 2));
            if (million.isPresent()) {
                return new Quantity(from, noun + 3, part * count * million.getAsLong(), Kind.PLAIN);
            }
        }
        if (scale.isPresent() && (part == 0.5 || part == 1.5)) {
            return new Quantity(from, noun + (article ? 2 : 1), part * count * scale.getAsLong(), Kind.PLAIN);
        }
        // Una cuarta parte; "parte por ronda" is a name of its own.
        boolean parts = line.is(at + 1, PARTS) && !line.is(at + 2, PER);
        return new Quantity(from, parts ? at + 2 : at + 1, count * part, Kind.SHARE);
    }

    /** Nine of ten garments. */
    private boolean arePictures(int from) {
        Quantity all = numbers.at(from);
        return all != null && line.is(all.to(), PICTURES);
    }
}
