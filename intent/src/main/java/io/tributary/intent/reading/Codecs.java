package io.tributary.intent.reading;

import io.tributary.intent.vocabulary.Meaning;
import io.tributary.intent.vocabulary.Term;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * How updates are packed, in each direction: quantize to 4 bits up, 8 down; top 1 %; no compression. A clause that names a direction
 * speaks of that one; what stands in no such clause goes with the direction named last, or is for the uplink.
 */
final class Codecs {
    private static final String BITS = "compression.bits";
    private static final String KEEP = "compression.keep";
    private static final String FEEDBACK = "compression.errorFeedback";
    private static final String ENTROPY = "compression.entropy";

    private static final Set<String> WITH = Set.of("with", "mit", "con", "avec");

    private final Prompt prompt;
    private final List<Bound> numbers;
    private final JsonNode base;

    /**
     * @param numbers the bits and shares that were said
     * @param base the spec before
     */
    Codecs(Prompt prompt, List<Bound> numbers, JsonNode base) {
        this.prompt = prompt;
        this.numbers = numbers;
        this.base = base;
    }

    /** Whether a number says how updates are packed. */
    static boolean isForCodecs(Bound bound) {
        return bound.field().equals(BITS) || bound.field().equals(KEEP);
    }

    /**
     * Words between two breaks and what they say of packing.
     *
     * @param schemes those that are wanted
     * @param extras what goes with any scheme: error feedback, entropy coding
     */
    private record Clause(
            int from, int to, Set<String> directions, List<Term> schemes, List<Bound> numbers, List<Term> extras) {
        boolean says() {
            return !schemes.isEmpty() || !numbers.isEmpty() || !extras.isEmpty();
        }
    }

    void read(Map<String, Reading> readings) {
        List<Term> all = values("compression.scheme");
        List<Term> wishes = values("compression.compress");
        boolean packs = all.stream()
                .anyMatch(term -> !Choices.isNegated(prompt, term)
                        && !term.meaning().value().equals("none"));
        boolean refused = wishes.stream().anyMatch(term -> Choices.isNegated(prompt, term))
                || all.stream().anyMatch(term -> term.meaning().value().equals("none"));
        if (refused && !packs && numbers.isEmpty()) {
            Term said = all.isEmpty() ? wishes.get(0) : all.get(0);
            Set<String> named = clauses().stream()
                    .filter(clause -> clause.from() <= said.from() && said.from() < clause.to())
                    .findFirst()
                    .map(Clause::directions)
                    .orElse(Set.of());
            for (String direction : named.isEmpty() ? Set.of("uplink", "downlink") : named) {
                set(readings, direction, "scheme", "none", said.from(), said.to());
            }
            return;
        }
        if (all.isEmpty() && numbers.isEmpty()) {
            mirrored(readings);
        }
        List<Clause> clauses = clauses();
        for (int i = 0; i < clauses.size(); i++) {
            Clause clause = clauses.get(i);
            if (clause.says()) {
                Set<String> directions = directions(clauses, i);
                directions.forEach(direction -> pack(readings, direction, clause));
            }
        }
        for (int i = 0; i < clauses.size(); i++) {
            Clause clause = clauses.get(i);
            // "Top-k up, without error feedback, float16 down" speaks of the way up.
            boolean ofTheOneBefore = clauses.subList(0, i).stream()
                            .flatMap(each -> each.directions().stream())
                            .distinct()
                            .count()
                    == 1;
            if (clause.directions().isEmpty()
                    && clause.schemes().isEmpty()
                    && clause.numbers().isEmpty()
                    && !ofTheOneBefore) {
                List.of("uplink", "downlink").forEach(direction -> extras(readings, direction, clause));
            }
        }
    }

    /** The same for the downlink: as it is packed on the way up, where nothing else was said of it. */
    private void mirrored(Map<String, Reading> readings) {
        Set<String> named = clauses().stream()
                .flatMap(clause -> clause.directions().stream())
                .collect(Collectors.toSet());
        Optional<Term> same = prompt.signs("mirror").stream()
                .filter(sign -> values("compression.direction").stream()
                        .anyMatch(way -> Math.abs(way.from() - sign.from()) <= 7))
                .findFirst();
        if (named.size() != 1 || same.isEmpty()) {
            return;
        }
        String direction = named.iterator().next();
        JsonNode other = base.at("/compression/" + (direction.equals("uplink") ? "downlink" : "uplink"));
        String scheme = other.at("/scheme").asString("none");
        boolean bare = base.at("/compression/" + direction + "/scheme")
                .asString("none")
                .equals("none");
        if (bare && !scheme.equals("none")) {
            Term sign = same.get();
            set(readings, direction, "scheme", scheme, sign.from(), sign.to());
            Stream.of("bits", "keep")
                    .filter(number -> other.at("/" + number).isNumber()
                            && !base.at("/compression/" + direction + "/" + number)
                                    .equals(other.at("/" + number)))
                    .forEach(number -> set(
                            readings,
                            direction,
                            number,
                            other.at("/" + number).isInt()
                                    ? (Object) other.at("/" + number).asLong()
                                    : (Object) other.at("/" + number).asDouble(),
                            sign.from(),
                            sign.to()));
        }
    }

    /** Of the clause itself, else of the one before or after that says nothing else, else the uplink. */
    private Set<String> directions(List<Clause> clauses, int at) {
        Clause clause = clauses.get(at);
        if (!clause.directions().isEmpty()) {
            return clause.directions();
        }
        for (int i = at - 1; i >= 0; i--) {
            if (!clauses.get(i).directions().isEmpty()) {
                // "3 bits on the way down, quantized", "half precision down (fp16)".
                boolean speaks = clause.schemes().isEmpty()
                        || !clauses.get(i).says()
                        || (clauses.get(i).schemes().isEmpty()
                                && clause.numbers().isEmpty())
                        || prompt.folded(clause.from() - 1).equals("(");
                return speaks ? clauses.get(i).directions() : Set.of("uplink");
            }
        }
        if (at + 1 < clauses.size()) {
            Clause next = clauses.get(at + 1);
            if (!next.directions().isEmpty() && !next.says()) {
                return next.directions();
            }
        }
        return clauses.stream()
                .filter(each -> each.says()
                        && !each.directions().isEmpty()
                        && clause.schemes().isEmpty())
                .findFirst()
                .map(Clause::directions)
                .orElse(Set.of("uplink"));
    }

    private void pack(Map<String, Reading> readings, String direction, Clause clause) {
        Bound bits = number(clause, BITS);
        Bound keep = number(clause, KEEP);
        Term scheme = clause.schemes().stream().findFirst().orElse(null);
        String name = keep != null
                ? "top-k"
                : scheme != null
                        ? scheme.meaning().value()
                        : bits != null && !isSaid(readings, direction) ? "quantize" : null;
        if (name != null) {
            int from = scheme != null ? scheme.from() : keep != null ? keep.from() : from(bits);
            int to = scheme != null ? scheme.to() : keep != null ? keep.to() : to(bits);
            set(readings, direction, "scheme", name, from, to);
        }
        if (bits != null && !"float16".equals(name)) {
            set(readings, direction, "bits", value(bits), bits.from(), bits.to());
        }
        if (keep != null) {
            set(readings, direction, "keep", value(keep), keep.from(), keep.to());
        }
        extras(readings, direction, clause);
    }

    private void extras(Map<String, Reading> readings, String direction, Clause clause) {
        for (Term extra : clause.extras()) {
            if (isPacked(readings, direction)) {
                boolean wanted = !Choices.isNegated(prompt, extra) && !isNegatedAfter(clause, extra);
                boolean feedback = extra.meaning().name().equals(FEEDBACK);
                set(
                        readings,
                        direction,
                        feedback ? "errorFeedback" : "entropy",
                        feedback ? (Object) wanted : wanted ? "zstd" : "none",
                        extra.from(),
                        extra.to());
            }
        }
    }

    /** El error de compresión no se compensa. */
    private boolean isNegatedAfter(Clause clause, Term extra) {
        return IntStream.range(extra.to(), Math.min(extra.to() + 4, clause.to()))
                .anyMatch(at -> Answers.NO.contains(prompt.folded(at)) && !WITH.contains(prompt.folded(at - 1)));
    }

    private static boolean isSaid(Map<String, Reading> readings, String direction) {
        Reading scheme = readings.get("compression." + direction + ".scheme");
        return scheme != null && !"none".equals(scheme.value());
    }

    /** By what was said, else by what was so before. */
    private boolean isPacked(Map<String, Reading> readings, String direction) {
        Reading scheme = readings.get("compression." + direction + ".scheme");
        Object name = scheme != null
                ? scheme.value()
                : base.at("/compression/" + direction + "/scheme").asString("none");
        return !"none".equals(name);
    }

    private static int from(@Nullable Bound bound) {
        return bound == null ? 0 : bound.from();
    }

    private static int to(@Nullable Bound bound) {
        return bound == null ? 1 : bound.to();
    }

    private static @Nullable Bound number(Clause clause, String field) {
        return clause.numbers().stream()
                .filter(each -> each.field().equals(field))
                .findFirst()
                .orElse(null);
    }

    private static Object value(Bound bound) {
        return Reader.typed(
                bound.field(),
                Fields.suits(bound.field(), bound.number())
                        .orElse(bound.number().value()));
    }

    private List<Clause> clauses() {
        List<Clause> clauses = new ArrayList<>();
        int from = 0;
        for (int at = 0; at <= prompt.words().size(); at++) {
            if (at == prompt.words().size() || isBreak(at)) {
                if (at > from) {
                    clauses.add(clause(from, at));
                }
                from = at + 1;
            }
        }
        return clauses;
    }

    private boolean isBreak(int at) {
        boolean separates = prompt.words().get(at).separates();
        boolean and = Set.of("and", "und", "y", "et", "but", "aber", "pero", "mais", "while", "plus", "+")
                .contains(prompt.folded(at));
        return (separates || and) && prompt.terms().stream().noneMatch(term -> term.from() < at && at < term.to());
    }

    private Clause clause(int from, int to) {
        Set<String> directions = new LinkedHashSet<>();
        for (Term term : values("compression.direction")) {
            // "Quantized down to four bits" goes nowhere.
            boolean downTo = term.length() == 1
                    && prompt.folded(term.from()).equals("down")
                    && Set.of("to", "by").contains(prompt.folded(term.to()))
                    && (prompt.quantities().stream().anyMatch(number -> number.from() == term.to() + 1)
                            || values("compression.scheme").stream()
                                    .anyMatch(scheme -> scheme.from() - term.to() <= 2 && scheme.from() > term.to()));
            if (within(term.from(), from, to) && !downTo) {
                switch (term.meaning().value()) {
                    case "up" -> directions.add("uplink");
                    case "down" -> directions.add("downlink");
                    default -> directions.addAll(List.of("uplink", "downlink"));
                }
            }
        }
        return new Clause(
                from,
                to,
                directions,
                values("compression.scheme").stream()
                        .filter(term -> within(term.from(), from, to) && !Choices.isNegated(prompt, term))
                        .toList(),
                numbers.stream()
                        .filter(each -> within(each.number().from(), from, to))
                        .toList(),
                Stream.of(FEEDBACK, ENTROPY)
                        .flatMap(field -> values(field).stream())
                        .filter(term -> within(term.from(), from, to))
                        .toList());
    }

    private static boolean within(int at, int from, int to) {
        return at >= from && at < to;
    }

    private List<Term> values(String field) {
        List<Term> found = new ArrayList<>();
        for (Term term : prompt.terms()) {
            if (term.meaning().kind() == Meaning.Kind.VALUE
                    && term.meaning().name().equals(field)) {
                found.add(term);
            }
        }
        return found;
    }

    private static void set(
            Map<String, Reading> readings, String direction, String name, @Nullable Object value, int from, int to) {
        String field = "compression." + direction + "." + name;
        readings.put(field, Reading.said(field, value, from, to, 0.95));
    }
}
