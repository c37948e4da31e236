package io.tributary.intent;

import io.tributary.intent.language.Advice;
import io.tributary.intent.reading.Doubt;
import io.tributary.intent.reading.Reading;
import io.tributary.intent.reading.Understanding;
import io.tributary.intent.reading.Understanding.Search;
import io.tributary.intent.reading.Understanding.Stance;
import io.tributary.intent.reading.Understanding.Wish;
import io.tributary.intent.text.Word;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Two readings of one prompt, field by field. Where both say the same it counts for sure; where they differ people are asked; what
 * only the language model says counts if the words it quotes stand in the prompt; what only the rules say stays. Whether anything is to
 * be trained is weighed: neither alone overrules the other where that one is sure.
 */
final class Merge {
    private static final double AGREED = 0.99;
    private static final double ADVISED = 0.85;
    /** How often a language model is taken to be right about whether anything is to be trained: one witness beside our own judge. */
    private static final double RIGHT = 0.95;

    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,15}(\\.\\d{1,15})?([eE]-?\\d{1,2})?");

    private final String prompt;
    private final String folded;
    private final Understanding ours;
    private final Advice theirs;

    private Merge(String prompt, Understanding ours, Advice theirs) {
        this.prompt = prompt;
        this.folded = prompt.toLowerCase(Locale.ROOT);
        this.ours = ours;
        this.theirs = theirs;
    }

    static Understanding of(String prompt, Understanding ours, Advice theirs, String advisor) {
        return new Merge(prompt, ours, theirs).merge(advisor);
    }

    private Understanding merge(String advisor) {
        Stance stance = ours.stance().heard(theirs.request() == Advice.Request.NONE, RIGHT);
        if (stance.strange()) {
            return with(List.of(), List.of(), List.of(), List.of(), Set.of(), stance);
        }
        Map<String, Reading> readings = new LinkedHashMap<>();
        ours.readings().forEach(reading -> readings.put(reading.field(), reading));
        List<Doubt> doubts = new ArrayList<>(ours.doubts());
        for (Advice.Value value : theirs.values()) {
            Object said = value.field().equals("name") ? value.value().asString("") : plain(value.value());
            Reading own = readings.get(value.field());
            boolean open = doubts.stream().anyMatch(doubt -> doubt.field().equals(value.field()));
            Optional<int[]> words = quoted(value.words());
            if (said == null || open || words.isEmpty()) {
                continue;
            }
            int from = words.get()[0];
            int to = words.get()[1];
            if (own == null || own.origin() == Reading.Origin.RULE) {
                readings.put(
                        value.field(),
                        new Reading(
                                value.field(),
                                said,
                                Reading.Origin.SAID,
                                from,
                                to,
                                ADVISED,
                                "Read by " + advisor + "."));
            } else if (same(own.value(), said)) {
                readings.put(
                        own.field(),
                        new Reading(
                                own.field(), own.value(), own.origin(), own.from(), own.to(), AGREED, own.reason()));
            } else {
                readings.remove(own.field());
                doubts.add(new Doubt(
                        own.field(),
                        "Is it " + own.value() + ", or " + said + " as " + advisor + " reads it?",
                        own.value() == null ? List.of(said) : List.of(own.value(), said)));
            }
        }
        return with(
                List.copyOf(readings.values()),
                wishes(),
                doubts,
                searches(),
                acts(),
                new Stance(false, false, true, stance.defaults(), stance.outside(), stance.refines()));
    }

    private Understanding with(
            List<Reading> readings,
            List<Wish> wishes,
            List<Doubt> doubts,
            List<Search> searches,
            Set<String> acts,
            Stance stance) {
        return new Understanding(ours.words(), readings, wishes, doubts, searches, acts, stance, ours.evidence());
    }

    private Set<String> acts() {
        Set<String> acts = new LinkedHashSet<>(ours.acts());
        acts.add(theirs.request() == Advice.Request.SEARCH ? "search" : "train");
        return acts;
    }

    private List<Wish> wishes() {
        List<Wish> wishes = new ArrayList<>(ours.wishes());
        for (String goal : theirs.save()) {
            boolean known = Set.of("traffic", "cpu", "time").contains(goal);
            if (known && wishes.stream().noneMatch(wish -> wish.goal().equals(goal))) {
                wishes.add(new Wish(goal, 0, ours.words().size()));
            }
        }
        return wishes;
    }

    private List<Search> searches() {
        List<Search> searches = new ArrayList<>(ours.searches());
        if (searches.isEmpty() && theirs.request() == Advice.Request.SEARCH) {
            List<String> fields = theirs.search().isEmpty() ? List.of("*") : theirs.search();
            fields.forEach(
                    field -> searches.add(Search.of(field, 0, ours.words().size())));
        }
        return searches;
    }

    private static @Nullable Object plain(JsonNode value) {
        if (value.isIntegralNumber() && value.canConvertToLong()) {
            return value.longValue();
        }
        if (value.isNumber()) {
            return value.doubleValue();
        }
        if (value.isBoolean()) {
            return value.booleanValue();
        }
        // Models often write numbers as texts.
        return value.isString() ? number(value.stringValue()) : null;
    }

    private static Object number(String text) {
        if (NUMBER.matcher(text).matches()) {
            double number = Double.parseDouble(text);
            return number == Math.rint(number) && Math.abs(number) < 1e15 ? (Object) (long) number : (Object) number;
        }
        return text;
    }

    private static boolean same(@Nullable Object one, Object other) {
        if (one instanceof Number a && other instanceof Number b) {
            return Math.abs(a.doubleValue() - b.doubleValue()) <= 1e-9 * Math.abs(a.doubleValue());
        }
        return Objects.equals(String.valueOf(one), String.valueOf(other));
    }

    /** First word of a quotation and the one after its last; empty where it does not stand in the prompt. */
    private Optional<int[]> quoted(String quotation) {
        String wanted = quotation.strip().toLowerCase(Locale.ROOT);
        int at = wanted.isEmpty() || folded.length() != prompt.length() ? -1 : folded.indexOf(wanted);
        if (at < 0) {
            return Optional.empty();
        }
        List<Word> words = ours.words();
        int from = -1;
        int to = -1;
        for (int i = 0; i < words.size(); i++) {
            if (words.get(i).end() > at && words.get(i).start() < at + wanted.length()) {
                from = from < 0 ? i : from;
                to = i + 1;
            }
        }
        return from < 0 ? Optional.empty() : Optional.of(new int[] {from, to});
    }
}
