package io.tributary.intent.reading;

import io.tributary.intent.reading.Understanding.Search;
import io.tributary.intent.reading.Understanding.Wish;
import io.tributary.intent.text.Quantities;
import io.tributary.intent.text.Quantity;
import io.tributary.intent.text.Quantity.Kind;
import io.tributary.intent.text.Word;
import io.tributary.intent.vocabulary.Meaning;
import io.tributary.intent.vocabulary.Vocabulary;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Reads a prompt by rules: numbers by the names beside them, choices by their names, changes by the base they speak of. */
public final class Reader {
    private static final MathContext DIGITS = new MathContext(12);
    private static final double EACH_STEP_AWAY = 0.08;

    private static final Set<String> ERRORS = Set.of(
            "error",
            "errors",
            "misclassification",
            "fehler",
            "fehlerrate",
            "fehlerquote",
            "testfehler",
            "erreur",
            "erreurs");

    private static final Set<String> ALL =
            Set.of("all", "every", "each", "alle", "jeder", "jede", "jedes", "todos", "todas", "tous", "toutes");
    private static final Set<String> OFTEN = Set.of("often", "oft", "souvent", "menudo", "frecuencia");

    private final Prompt prompt;
    private final JsonNode base;
    private final Corrections corrections;
    private final CodecNumbers packing;
    private final Map<String, Reading> readings = new LinkedHashMap<>();
    private final List<Doubt> doubts = new ArrayList<>();
    private final List<Ranges.Range> ranges = new ArrayList<>();
    private boolean refines;

    private Reader(Prompt prompt, JsonNode base) {
        this.prompt = prompt;
        this.base = base;
        this.corrections = new Corrections(prompt);
        this.packing = new CodecNumbers(prompt, base);
    }

    /**
     * Reads a prompt.
     *
     * @param text as typed
     * @param base the complete spec that "double", "ten more" and "same" speak of
     */
    public static Understanding read(String text, Vocabulary vocabulary, JsonNode base) {
        Prompt whole = grouped(Prompt.of(text, vocabulary));
        Optional<Reading> name = Names.in(whole);
        Prompt prompt = name.map(found -> Names.outside(whole, found)).orElse(whole);
        return new Reader(Corrections.strike(prompt), base).read(name);
    }

    /** 1.200 sensors are 1200: a dot before three digits groups them where things are counted. */
    private static Prompt grouped(Prompt prompt) {
        List<Quantity> numbers = prompt.quantities().stream()
                .map(number -> number.kind() == Kind.PLAIN
                                && number.to() - number.from() == 1
                                && prompt.folded(number.from()).matches("[1-9]\\.\\d{3}")
                                && prompt.terms().stream()
                                        .anyMatch(unit -> unit.from() == number.to()
                                                && unit.meaning().kind() == Meaning.Kind.UNIT
                                                && unit.meaning().name().equals("clients.count"))
                        ? new Quantity(number.from(), number.to(), number.value() * 1000, Kind.PLAIN)
                        : number)
                .toList();
        return prompt.with(
                numbers.stream().map(number -> inMinutes(prompt, number)).toList());
    }

    /** Max wait = 15m: minutes, where nothing but a span of time can be meant. */
    private static Quantity inMinutes(Prompt prompt, Quantity number) {
        boolean minutes = number.kind() == Kind.PLAIN
                && prompt.folded(number.to()).equals("m")
                && prompt.words().get(number.to()).glued()
                && prompt.terms().stream()
                        .anyMatch(cue -> cue.meaning().namesField()
                                && cue.meaning().name().equals("clients.deadlineSeconds")
                                && cue.to() <= number.from()
                                && number.from() - cue.to() <= 2);
        return minutes ? new Quantity(number.from(), number.to(), number.value() * 60, Kind.SECONDS) : number;
    }

    /** The numbers that count something; those that number a list do not. */
    public static List<Quantity> quantities(List<Word> words) {
        return Quantities.in(words).stream()
                .filter(number -> !Prompt.isEnumeration(words, number))
                .toList();
    }

    private Understanding read(Optional<Reading> name) {
        List<Bound> named = new Binder(prompt).bind();
        StrategyNumbers ofStrategy = new StrategyNumbers(prompt, base);
        ofStrategy.claim(named);
        packing.claim(named);
        new Starts(prompt).claimRound(named);
        Liars liars = new Liars(prompt, base);
        liars.claimShare(named);
        List<Bound> bound = Unnamed.add(prompt, named);
        ranges.addAll(Ranges.in(prompt, bound));
        bound.removeIf(each -> ranges.stream().anyMatch(range -> range.holds(each.number())));
        Alternatives alternatives = new Alternatives(prompt);
        doubts.addAll(alternatives.ofRanges(ranges));
        doubts.addAll(alternatives.of(bound));
        List<Bound> settled = corrections.change(corrections.settle(bound), base).stream()
                .map(packing::counted)
                .toList();
        numbers(settled);
        new BareChanges(prompt, base, packing, this::isOpen, this::change, this::put).read();
        tests();
        everybody();
        name.ifPresent(found -> readings.put("name", found));
        new Choices(prompt, base).read(readings, doubts);
        new Defaults(prompt, base).read(field -> !isOpen(field), this::replace);
        new Blanks(prompt).read(readings, doubts);
        Strangers.read(prompt, readings, doubts);
        new Starts(prompt).read(readings, doubts);
        liars.read(readings, doubts);
        ofStrategy.check(readings, doubts);
        new Codecs(prompt, settled.stream().filter(Codecs::isForCodecs).toList(), base).read(readings);
        conclusions();
        Pairs pairs = new Pairs(prompt);
        pairs.read(readings);
        Acts acts = Acts.of(prompt);
        List<Search> searches = withChoices(acts.searches(readings, ranges));
        searches.forEach(search -> readings.remove(search.field()));
        List<Wish> wishes = pairs.wishes(readings);
        int said = (int) readings.values().stream()
                        .filter(reading -> reading.origin() == Reading.Origin.SAID)
                        .count()
                + wishes.size()
                + searches.size();
        Evidence evidence = new Plausibility(prompt, readings.get("name")).evidence();
        boolean again = refines || prompt.hasSign("same");
        return new Understanding(
                prompt.words(),
                List.copyOf(readings.values()),
                wishes,
                doubts,
                searches,
                acts.wanted(readings),
                new Understanding.Stance(
                        (acts.order() && !(acts.mild() && readings.containsKey("study.trials")))
                                || (acts.asks() && searches.isEmpty()),
                        acts.order(),
                        prompt.hasSign("task") || acts.trains(),
                        prompt.hasSign("default"),
                        Understanding.Stance.ruled(evidence.isStrange(acts.orders(), said)),
                        again),
                evidence);
    }

    /** Several names of one field are no contradiction where the best of them is to be found. */
    private List<Search> withChoices(List<Search> searches) {
        List<Search> found = new ArrayList<>();
        if (searches.stream().anyMatch(search -> search.field().equals("*"))) {
            List<Doubt> several = doubts.stream()
                    .filter(doubt -> Acts.isSearchable(doubt.field()) && isAmongKnown(doubt))
                    .toList();
            if (!several.isEmpty()) {
                Search whole = searches.get(0);
                return withChoices(several.stream()
                        .map(doubt -> Search.of(doubt.field(), whole.from(), whole.to()))
                        .toList());
            }
        }
        for (Search search : searches) {
            Optional<Doubt> several = doubts.stream()
                    .filter(doubt -> doubt.field().equals(search.field()) && isAmongKnown(doubt))
                    .findFirst();
            several.ifPresent(doubts::remove);
            found.add(several.map(doubt -> search.among(
                            doubt.options().stream().map(String::valueOf).toList()))
                    .orElse(search));
        }
        return found;
    }

    /** Whether what is in doubt is which of several names that are all known. */
    private static boolean isAmongKnown(Doubt doubt) {
        return doubt.options().size() > 1
                && doubt.options().stream().allMatch(option -> option instanceof String name && !name.startsWith("?"));
    }

    private void put(Reading reading) {
        Reading earlier = readings.get(reading.field());
        if (earlier != null && !Objects.equals(earlier.value(), reading.value())) {
            if (corrections.replaces(earlier.to(), reading.from())) {
                readings.put(reading.field(), reading);
            } else {
                doubts.add(new Doubt(
                        reading.field(),
                        "Both \"" + prompt.said(earlier.from(), earlier.to()) + "\" and \""
                                + prompt.said(reading.from(), reading.to()) + "\" were said; which is it?",
                        Stream.of(earlier.value(), reading.value())
                                .filter(Objects::nonNull)
                                .map(Object.class::cast)
                                .toList()));
            }
            return;
        }
        readings.put(reading.field(), reading);
    }

    private void numbers(List<Bound> bound) {
        Set<Quantity> used = Participation.of(prompt, bound, base).read(this::put, doubts);
        for (Bound each : bound) {
            if (!used.contains(each.number()) && !Codecs.isForCodecs(each)) {
                number(each);
            }
        }
    }

    private void number(Bound bound) {
        double confidence = Math.max(0.5, 0.99 - EACH_STEP_AWAY * bound.cost());
        OptionalDouble changed = Changes.apply(prompt, bound, base);
        if (changed.isPresent()) {
            refines = true;
            put(new Reading(
                    bound.field(),
                    typed(bound.field(), changed.getAsDouble()),
                    Reading.Origin.SAID,
                    bound.from(),
                    bound.to(),
                    confidence,
                    countedFrom(bound.field())));
            return;
        }
        if (bound.field().equals("clients.count")
                && (bound.number().kind() == Kind.SHARE
                        || (bound.number().value() > 0 && bound.number().value() < 1))) {
            String all = prompt.folded(bound.number().to() - 1);
            if (bound.number().to() - bound.number().from() == 3
                    && prompt.folded(bound.number().from() + 1).equals("/")
                    && all.matches("\\d{2,9}")) {
                put(Reading.said("clients.count", Long.parseLong(all), bound.from(), bound.to(), confidence));
            }
            put(Reading.said("clients.fraction", bound.number().value(), bound.from(), bound.to(), confidence));
            return;
        }
        OptionalDouble value = Fields.suits(bound.field(), bound.number());
        if (bound.field().equals("stopping.targetAccuracy") && value.isPresent() && speaksOfErrors(bound)) {
            value = OptionalDouble.of(1 - value.getAsDouble());
        }
        if (value.isPresent()) {
            put(Reading.said(
                    bound.field(), typed(bound.field(), value.getAsDouble()), bound.from(), bound.to(), confidence));
        }
    }

    /** A test error of 12 % is an accuracy of 88. */
    private boolean speaksOfErrors(Bound bound) {
        return bound.cue() != null
                && IntStream.range(bound.cue().from(), bound.cue().to())
                        .anyMatch(at -> ERRORS.contains(prompt.folded(at)));
    }

    /** Whether nothing was said of a field but what it is anyhow: ten rounds are too few, triple them. */
    private boolean isOpen(String field) {
        Reading said = readings.get(field);
        return said == null
                || (said.value() instanceof Number number
                        && Changes.before(field, base).orElse(Double.NaN) == number.doubleValue())
                || (said.value() instanceof String name
                        && base.at("/" + field.replace('.', '/')).asString("").equals(name));
    }

    /** All schools should train in every round. */
    private void everybody() {
        prompt.terms().stream()
                .filter(unit -> unit.meaning().kind() == Meaning.Kind.UNIT
                        && unit.meaning().name().equals("clients.count")
                        && ALL.contains(prompt.folded(unit.from() - 1))
                        && !readings.containsKey("clients.fraction")
                        && base.at("/clients/fraction").asDouble(1) < 1)
                .flatMap(unit -> prompt.signs("round").stream()
                        .filter(round -> round.from() >= unit.to()
                                && round.from() - unit.to() <= 6
                                && prompt.isClear(unit.to(), round.from())
                                && prompt.signs("partake").stream()
                                        .anyMatch(part -> part.from() >= unit.to() && part.to() <= round.from()))
                        .map(round -> Reading.said("clients.fraction", 1.0, unit.from() - 1, round.to(), 0.9)))
                .findFirst()
                .ifPresent(this::putAgain);
    }

    /** Back to testing after every round; half as often. */
    private void tests() {
        everyRoundAgain();
        change("rarer", 2);
        change("oftener", 0.5);
        prompt.quantities().stream()
                .filter(number -> number.kind() == Kind.TIMES && number.value() > 0 && prompt.hasSign("test"))
                .forEach(number -> IntStream.range(
                                number.to(),
                                Math.min(number.to() + 3, prompt.words().size()))
                        .filter(at -> OFTEN.contains(prompt.folded(at)))
                        .findFirst()
                        .ifPresent(at -> {
                            boolean less = prompt.signs("fewer").stream()
                                    .anyMatch(sign -> sign.from() >= number.to() && sign.to() <= at);
                            double factor = less ? number.value() : 1 / number.value();
                            change("evaluation.every", factor, number.from(), at + 1);
                        }));
    }

    private void everyRoundAgain() {
        String field = "evaluation.every";
        boolean rarely = Changes.before(field, base).orElse(1) > 1 && !readings.containsKey(field);
        prompt.signs("test").stream()
                .filter(test -> rarely)
                .flatMap(test -> prompt.signs("round").stream()
                        .filter(round -> {
                            int from = Math.min(test.to(), round.to());
                            int to = Math.max(test.from(), round.from());
                            return from <= to && to - from <= 3 && !prompt.sentenceEndsBetween(from, to);
                        })
                        .map(round -> Reading.said(
                                field, 1L, Math.min(test.from(), round.from()), Math.max(test.to(), round.to()), 0.9)))
                .findFirst()
                .ifPresent(this::putAgain);
    }

    private void replace(Reading reading) {
        readings.remove(reading.field());
        putAgain(reading);
    }

    private void putAgain(Reading reading) {
        refines = true;
        put(reading);
    }

    /** Evaluate half as often: twice as many rounds lie between. */
    private void change(String sign, double factor) {
        if (prompt.hasSign("test")) {
            prompt.signs(sign).stream()
                    .findFirst()
                    .ifPresent(term -> change("evaluation.every", factor, term.from(), term.to()));
        }
    }

    private void change(String field, double factor, int from, int to) {
        Changes.before(field, base).ifPresent(before -> {
            refines = true;
            if (isOpen(field)) {
                // Ten rounds are too few, triple them.
                readings.remove(field);
            }
            boolean count = Fields.NUMBERS.get(field) == Fields.Sort.COUNT;
            double after = count ? Math.max(1, Math.rint(before * factor)) : before * factor;
            put(new Reading(field, typed(field, after), Reading.Origin.SAID, from, to, 0.95, countedFrom(field)));
        });
    }

    private String countedFrom(String field) {
        double before = Changes.before(field, base).orElseThrow();
        return "Counted from the value before, " + typed(field, before) + ".";
    }

    static Object typed(String field, double value) {
        boolean count = Fields.NUMBERS.get(field) == Fields.Sort.COUNT;
        if (count && value == Math.rint(value) && Math.abs(value) < 9e15) {
            return (long) value;
        }
        // A tenth of 0.05 is 0.005, not 0.005000000000000001.
        return Double.isFinite(value) ? new BigDecimal(value, DIGITS).doubleValue() : (Object) value;
    }

    /** What follows from what was said. */
    private void conclusions() {
        Reading scheme = readings.get("partition.scheme");
        if (readings.containsKey("partition.classesPerClient")
                && scheme != null
                && "dirichlet".equals(scheme.value())
                && !prompt.folded(scheme.from()).startsWith("dir")) {
            readings.remove("partition.scheme");
        }
        Conclusions.draw(readings, base);
    }
}
