package io.tributary.intent;

import io.tributary.intent.learned.Hints;
import io.tributary.intent.reading.Conclusions;
import io.tributary.intent.reading.Doubt;
import io.tributary.intent.reading.Fields;
import io.tributary.intent.reading.Reader;
import io.tributary.intent.reading.Reading;
import io.tributary.intent.reading.Understanding;
import io.tributary.intent.reading.Understanding.Search;
import io.tributary.intent.reading.Understanding.Stance;
import io.tributary.intent.reading.Understanding.Wish;
import io.tributary.intent.text.Quantity;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The rules and the learned heads on one prompt. What the rules read stays, surer where the heads agree and less so where they do not;
 * what they leave open the heads may fill: a number beside no name they know, a phrase for a value, a saving, whether it is a request at
 * all. The heads say only which words belong to which field: what number the words are is the rules' to say, and only fields that rules
 * can set are ever set.
 */
final class Conference {
    private static final double AGREED = 0.99;
    private static final double DISAGREED = 0.6;
    /** How sure the heads must be to fill a number, to name a value, to wish, to move what the rules are unsure of. */
    private static final double NUMBER = Double.parseDouble(System.getProperty("NUMBER", "0.85"));

    private static final double PHRASE = Double.parseDouble(System.getProperty("PHRASE", "0.92"));
    private static final double STRANGER = Double.parseDouble(System.getProperty("STRANGER", "0.92"));
    private static final double WISH = Double.parseDouble(System.getProperty("WISH", "0.92"));
    private static final double MOVE = Double.parseDouble(System.getProperty("MOVE", "0.9"));
    private static final double SURE = Double.parseDouble(System.getProperty("SURE", "0.97"));

    /** When another number is surely the one that a field is for. */
    private static final double LIKELY = Double.parseDouble(System.getProperty("LIKELY", "0.6"));
    /** Below this the rules had to look far for a number's name. */
    private static final double UNSURE = 0.97;

    private static final double SEARCH = 0.8;
    private static final double SURELY_OUT = 0.99;
    private static final double SURELY_IN = 0.05;
    /** With a single value the heads must be surer to overrule the rules. */
    private static final double NEVER_OUT = 0.005;

    /** Several values at once are no chance: then the heads cannot refuse. */
    private static final int ENOUGH = 2;

    /** Fewer words are a field and its value, or nothing; the rules can tell. */
    private static final int SHORTEST = 4;

    private static final String CHANGE = "change";
    private static final String PART = "clients.part";
    private static final String FRACTION = "clients.fraction";
    private static final String COUNT = "clients.count";
    private static final Set<String> NAMED = Set.of(
            "dataset",
            "model.preset",
            "training.optimizer",
            "training.schedule",
            "clients.selection",
            "partition.scheme",
            "aggregation.weighting");
    private static final Set<String> GOALS = Set.of("traffic", "cpu", "time");

    private final Understanding ours;
    private final Hints hints;
    private final JsonNode base;
    private final List<Quantity> quantities;
    private final Map<String, Reading> readings = new LinkedHashMap<>();
    private final List<Doubt> doubts;
    private final List<Wish> wishes;

    private Conference(Understanding ours, Hints hints, JsonNode base) {
        this.ours = ours;
        this.hints = hints;
        this.base = base;
        this.quantities = Reader.quantities(ours.words());
        this.doubts = new ArrayList<>(ours.doubts());
        this.wishes = new ArrayList<>(ours.wishes());
        ours.readings().forEach(reading -> readings.put(reading.field(), reading));
    }

    /**
     * Both readings as one.
     *
     * @param base the complete spec that the prompt changes
     */
    static Understanding of(Understanding ours, Hints hints, JsonNode base) {
        return new Conference(ours, hints, base).confer();
    }

    private Understanding confer() {
        List<Search> searches = searches();
        numbers();
        phrases();
        Conclusions.draw(readings, base);
        Stance stance = ours.stance();
        boolean strange = stance.strange();
        long said = readings.values().stream()
                .filter(reading -> reading.origin() == Reading.Origin.SAID)
                .count();
        if (hints.out() < (said + wishes.size() >= ENOUGH ? SURELY_IN : NEVER_OUT) && said + wishes.size() > 0) {
            strange = false;
        } else if (hints.out() > SURELY_OUT
                && said < ENOUGH
                && ours.words().size() >= SHORTEST
                && !stance.refines()
                && !stance.defaults()
                && searches.isEmpty()) {
            strange = true;
        }
        return new Understanding(
                ours.words(),
                List.copyOf(readings.values()),
                wishes,
                doubts,
                searches,
                searches.isEmpty() ? ours.acts() : Set.of("search"),
                new Stance(stance.other(), stance.order(), stance.task(), stance.defaults(), strange, stance.refines()),
                ours.evidence());
    }

    private void numbers() {
        for (Quantity number : quantities) {
            Reading own = reading(number);
            if (own != null && !own.field().startsWith("study.") && Fields.NUMBERS.containsKey(field(own.field()))) {
                weigh(own, number);
            }
        }
        doubts.removeIf(this::isUnfounded);
        for (Quantity number : quantities) {
            Hints.Span span = hints.span(number.from(), number.to());
            if (reading(number) == null && span.probability() >= NUMBER) {
                fill(number, span);
            }
        }
        for (Quantity number : quantities) {
            part(number, hints.span(number.from(), number.to()));
        }
    }

    /** "Seven of them": the share follows from how many there are. */
    private void part(Quantity number, Hints.Span span) {
        if (!span.label().equals(PART) || span.probability() < NUMBER || !number.whole() || !isOpen(FRACTION)) {
            return;
        }
        Reading count = readings.get(COUNT);
        double all = count != null && count.value() instanceof Long value
                ? value
                : base.at("/clients/count").asDouble(10);
        if (reading(number) == null && number.value() >= 1 && number.value() <= all) {
            put(FRACTION, number.value() / all, span);
        }
    }

    /** What was said in the words of a number. */
    private @Nullable Reading reading(Quantity number) {
        return readings.values().stream()
                .filter(reading -> reading.origin() == Reading.Origin.SAID
                        && reading.from() <= number.from()
                        && number.to() <= reading.to())
                .findFirst()
                .orElse(null);
    }

    /** Keeps, doubts or takes off what the rules read from a number. */
    private void weigh(Reading own, Quantity number) {
        Hints.Span span = hints.span(number.from(), number.to());
        String meant = span.label();
        boolean share = own.field().equals(FRACTION) && meant.equals(PART);
        if (field(own.field()).equals(meant) || share) {
            readings.put(own.field(), sure(own, Math.max(own.confidence(), AGREED)));
            return;
        }
        boolean several = quantities.stream()
                        .filter(other -> own.from() <= other.from() && other.to() <= own.to())
                        .count()
                > 1;
        boolean better = quantities.stream()
                .map(each -> hints.span(each.from(), each.to()))
                .anyMatch(each -> each.label().equals(field(own.field())) && each.probability() >= MOVE);
        double needed = better ? LIKELY : own.confidence() < UNSURE ? MOVE : SURE;
        if (several || meant.equals(CHANGE) || own.reason() != null || span.probability() < needed) {
            return;
        }
        boolean other = isOpen(meant.equals(PART) ? FRACTION : meant)
                && (meant.equals(PART)
                        || (isFilled(meant) && Fields.suits(meant, number).isPresent()));
        if (other || better) {
            readings.remove(own.field());
        } else {
            readings.put(own.field(), sure(own, Math.min(own.confidence(), DISAGREED)));
        }
    }

    /** Whether the rules ask about a field that no number is for, as the heads are sure. */
    private boolean isUnfounded(Doubt doubt) {
        String field = doubt.field();
        if (field.equals("training.learningRate") && doubt.options().isEmpty()) {
            // "The learning rate falls by a cosine": no number is missing.
            return hints.spans().stream()
                    .anyMatch(span -> span.label().startsWith("training.schedule=") && span.probability() >= MOVE);
        }
        if (!Fields.NUMBERS.containsKey(field) || doubt.options().isEmpty()) {
            return false;
        }
        List<Hints.Span> spans = quantities.stream()
                .map(number -> hints.span(number.from(), number.to()))
                .toList();
        if (field.equals(FRACTION)) {
            return spans.stream()
                    .noneMatch(
                            span -> span.label().equals(field) || span.label().equals(PART));
        }
        // Two numbers for one field, of which one is for another.
        List<Hints.Span> asked = quantities.stream()
                .filter(number -> doubt.options().stream()
                        .anyMatch(option -> option instanceof Number value && value.doubleValue() == number.value()))
                .map(number -> hints.span(number.from(), number.to()))
                .toList();
        return asked.size() > 1
                && asked.stream().filter(span -> span.label().equals(field)).count() == 1
                && asked.stream().allMatch(span -> span.label().equals(field) || span.probability() >= LIKELY);
    }

    private boolean isNothing(int from, int to) {
        Hints.Span span = hints.span(from, to);
        return span.label().equals(Hints.NONE) && span.probability() >= SURE;
    }

    /** Fields to search, where the heads are sure that a search is meant. */
    private List<Search> searches() {
        List<Search> searches = new ArrayList<>(ours.searches());
        // "Good hyperparameters" are all of them.
        boolean all = searches.stream().anyMatch(search -> search.field().equals("*"));
        if (hints.search() < SEARCH) {
            return searches;
        }
        List<Hints.Span> spans = hints.spans().stream()
                .filter(span -> span.label().startsWith("search:") && span.probability() >= (all ? SURE : PHRASE))
                .toList();
        if (!spans.isEmpty()) {
            searches.removeIf(search -> Double.isNaN(search.low()) && isNothing(search.from(), search.to()));
        }
        for (Hints.Span span : spans) {
            String field = span.label().substring("search:".length());
            if (searches.stream().noneMatch(search -> search.field().equals(field))) {
                searches.add(new Search(field, Double.NaN, Double.NaN, span.from(), span.to()));
                readings.remove(field);
            }
        }
        return searches;
    }

    /** Both directions of a compression are one to the heads. */
    private static String field(String path) {
        return path.replace(".uplink", "").replace(".downlink", "");
    }

    /** How updates are packed and how long is searched takes more than a number to say. */
    private boolean isFilled(String field) {
        boolean searched = field.startsWith("study.") && hints.search() >= SEARCH;
        return searched || !(field.startsWith("compression.") || field.startsWith("study."));
    }

    private void fill(Quantity number, Hints.Span span) {
        String field = span.label();
        if (!isOpen(field) || !isFilled(field)) {
            return;
        }
        OptionalDouble value = Fields.suits(field, number);
        if (value.isPresent()) {
            boolean count = Fields.NUMBERS.get(field) == Fields.Sort.COUNT;
            boolean whole = value.getAsDouble() == Math.rint(value.getAsDouble());
            put(field, count && whole ? (Object) (long) value.getAsDouble() : (Object) value.getAsDouble(), span);
        }
    }

    private void phrases() {
        for (Hints.Span span : hints.spans()) {
            int equals = span.label().indexOf('=');
            if (equals < 0) {
                continue;
            }
            String field = span.label().substring(0, equals);
            String value = span.label().substring(equals + 1);
            if (field.equals("save")) {
                boolean known = wishes.stream().anyMatch(wish -> wish.goal().equals(value));
                if (GOALS.contains(value) && !known && span.probability() >= WISH && !isCompressed()) {
                    wishes.add(new Wish(value, span.from(), span.to()));
                }
            } else if (NAMED.contains(field)) {
                named(field, value, span);
            }
        }
    }

    private boolean isCompressed() {
        return readings.keySet().stream().anyMatch(field -> field.startsWith("compression."));
    }

    private void named(String field, String value, Hints.Span span) {
        Reading own = readings.get(field);
        if (own != null && value.equals(own.value())) {
            readings.put(field, sure(own, Math.max(own.confidence(), AGREED)));
        } else if (isOpen(field) && value.equals("?") && span.probability() >= STRANGER) {
            String said = String.join(
                    " ",
                    ours.words().subList(span.from(), span.to()).stream()
                            .map(word -> word.text())
                            .toList());
            doubts.add(new Doubt(field, "\"" + said + "\" is not known here; what shall it be?", List.of()));
        } else if (isOpen(field) && !value.equals("?") && span.probability() >= PHRASE) {
            put(field, value, span);
        }
    }

    private boolean isOpen(String field) {
        return (Fields.NUMBERS.containsKey(field) || NAMED.contains(field))
                && (!readings.containsKey(field) || readings.get(field).origin() == Reading.Origin.RULE)
                && doubts.stream().noneMatch(doubt -> doubt.field().equals(field))
                && ours.searches().stream().noneMatch(search -> search.field().equals(field));
    }

    private void put(String field, Object value, Hints.Span span) {
        readings.put(
                field,
                new Reading(
                        field,
                        value,
                        Reading.Origin.SAID,
                        span.from(),
                        span.to(),
                        span.probability(),
                        "Learned from examples: words like these around it."));
    }

    private static Reading sure(Reading reading, double confidence) {
        return new Reading(
                reading.field(),
                reading.value(),
                reading.origin(),
                reading.from(),
                reading.to(),
                confidence,
                reading.reason());
    }
}
