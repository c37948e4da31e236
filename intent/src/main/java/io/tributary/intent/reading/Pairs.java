package io.tributary.intent.reading;

import io.tributary.intent.reading.Understanding.Wish;
import io.tributary.intent.text.WordList;
import io.tributary.intent.vocabulary.Meaning;
import io.tributary.intent.vocabulary.Term;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Meanings that two words give together, wherever they stand in a clause: slow and links, spare and batteries, count and alike. */
final class Pairs {
    private static final int NEAR = 5;
    private static final Set<String> HOLDERS = WordList.of("pairs.holders");
    /** How many pictures they hold is an amount, not whose they are. */
    private static final Set<String> COUNTING = WordList.of("pairs.counting");

    private static final Set<String> WITHOUT = Set.of("without", "ohne", "sin", "sans");

    private static final Set<String> FURTHER =
            Set.of("more", "additional", "extra", "other", "new", "weitere", "mas", "autres");

    private static final Set<String> THAN = Set.of("than", "als", "que", "qu");
    private static final Set<String> NOBODY = WordList.of("pairs.nobody");

    private final Prompt prompt;

    Pairs(Prompt prompt) {
        this.prompt = prompt;
    }

    /** Values of fields that were not said outright. */
    void read(Map<String, Reading> readings) {
        value(readings, "weigh", "alike", "aggregation.weighting", "uniform");
        nobodyMore(readings);
        value(readings, "amounts", "differ", "partition.scheme", "quantity-skew");
        value(readings, "labels", "differ", "partition.scheme", "dirichlet");
        ownData(readings);
        someMore(readings);
        preferFast(readings);
    }

    /** No plant counts for more than another. */
    private void nobodyMore(Map<String, Reading> readings) {
        String field = "aggregation.weighting";
        near("weigh", "plenty", 3, false)
                .filter(pair -> !readings.containsKey(field)
                        && THAN.contains(prompt.folded(pair.to()))
                        && IntStream.range(Math.max(0, pair.from() - 5), pair.from())
                                .anyMatch(at -> NOBODY.contains(prompt.folded(at))
                                        && !prompt.sentenceEndsBetween(at, pair.to())))
                .ifPresent(
                        pair -> readings.put(field, Reading.said(field, "uniform", pair.from(), pair.to() + 1, 0.85)));
    }

    /** Their own photos; the data that it recorded itself. */
    private void ownData(Map<String, Reading> readings) {
        String field = "partition.scheme";
        Optional<Wish> own =
                near("own", "store", 1, false).filter(span -> !COUNTING.contains(prompt.folded(span.from() - 1)));
        Optional<Wish> gathered = near("store", "gather", 3, false)
                .filter(span -> !COUNTING.contains(prompt.folded(span.from() - 1))
                        && IntStream.range(span.from(), span.to()).noneMatch(this::isDuty)
                        && IntStream.range(Math.max(0, span.from() - 10), span.to())
                                .anyMatch(at -> HOLDERS.contains(prompt.folded(at))
                                        && !prompt.sentenceEndsBetween(at, span.to())));
        own.or(() -> gathered)
                .filter(span -> !readings.containsKey(field))
                .ifPresent(span -> readings.put(field, Reading.said(field, "by-worker", span.from(), span.to(), 0.85)));
    }

    /** "It has to send little data" owns nothing. */
    private boolean isDuty(int at) {
        return Set.of("has", "have", "had", "tiene", "tienen", "hat", "haben").contains(prompt.folded(at))
                && Set.of("to", "que", "zu").contains(prompt.folded(at + 1));
    }

    /** Some have far more pictures than others. */
    private void someMore(Map<String, Reading> readings) {
        for (Term some : prompt.signs("some")) {
            for (Term others : prompt.signs("others")) {
                boolean between = others.from() > some.to()
                        && others.from() - some.to() <= 12
                        && !prompt.sentenceEndsBetween(some.to(), others.from())
                        && prompt.signs("plenty").stream()
                                .anyMatch(sign -> sign.from() > some.from() && sign.to() <= others.from());
                if (between && !readings.containsKey("partition.scheme")) {
                    readings.put(
                            "partition.scheme",
                            Reading.said("partition.scheme", "quantity-skew", some.from(), others.to(), 0.85));
                }
            }
        }
    }

    /** Give the fast devices preference. */
    private void preferFast(Map<String, Reading> readings) {
        String field = "clients.selection";
        Reading known = readings.get(field);
        if (known == null || known.origin() == Reading.Origin.RULE) {
            near("prefer", "fast", NEAR, false)
                    .filter(pair -> prompt.terms().stream()
                            .anyMatch(term -> term.meaning().name().equals("clients.count")
                                    && term.from() >= pair.from() - 3
                                    && term.to() <= pair.to() + 3))
                    .ifPresent(pair -> readings.put(
                            field, Reading.said(field, "latency-proportional", pair.from(), pair.to(), 0.85)));
        }
    }

    private void value(Map<String, Reading> readings, String one, String other, String field, String value) {
        if (!readings.containsKey(field)) {
            near(one, other, NEAR, true)
                    .ifPresent(wish -> readings.put(field, Reading.said(field, value, wish.from(), wish.to(), 0.85)));
        }
    }

    /** What a plan is to save. */
    List<Wish> wishes(Map<String, Reading> readings) {
        List<Wish> wishes = new ArrayList<>();
        for (Term term : prompt.terms()) {
            boolean goal = term.meaning().kind() == Meaning.Kind.GOAL && !isCounted(term);
            boolean compress = term.meaning().kind() == Meaning.Kind.VALUE
                    && term.meaning().name().equals("compression.compress")
                    && !readings.containsKey("compression.uplink.scheme")
                    && !readings.containsKey("compression.downlink.scheme");
            boolean drains = prompt.folded(term.from()).startsWith("drain")
                    || prompt.folded(term.from()).equals("not")
                    || prompt.said(term.from(), term.to()).contains(" than ")
                    || (goal && isSpared(term));
            Reading name = readings.get("name");
            boolean inName = name != null && name.from() <= term.from() && term.to() <= name.to();
            // "Do not wait for slow devices" is about the deadline.
            boolean waits = readings.containsKey("clients.deadlineSeconds")
                    && prompt.folded(term.from()).equals("slow");
            boolean spread = readings.containsKey("clients.speedSpread")
                    && term.meaning().name().equals("time");
            // Who says how to pack has seen to the traffic: the link is why.
            boolean packed = goal
                    && isLink(term)
                    && Stream.of("compression.uplink.scheme", "compression.downlink.scheme")
                            .anyMatch(readings::containsKey);
            if ((goal || compress)
                    && !packed
                    && !spread
                    && !inName
                    && !waits
                    && (drains || !Choices.isNegated(prompt, term))) {
                wishes.add(new Wish(goal ? term.meaning().name() : "traffic", term.from(), term.to()));
            }
        }
        wish(wishes, "network", "traffic");
        wish(wishes, "power", "cpu");
        return List.copyOf(wishes);
    }

    private boolean isLink(Term goal) {
        return IntStream.range(goal.from(), goal.to())
                .anyMatch(at -> prompt.folded(at).startsWith("satel"));
    }

    /** "Without using up their data plans" wants less of it. */
    private boolean isSpared(Term goal) {
        return IntStream.range(Math.max(0, goal.from() - 4), goal.from())
                .anyMatch(at -> WITHOUT.contains(prompt.folded(at)));
    }

    private void wish(List<Wish> wishes, String noun, String goal) {
        if (wishes.stream().noneMatch(wish -> wish.goal().equals(goal))) {
            near("scarce", noun, NEAR, false)
                    .filter(pair -> !isCounted(noun, pair) && !isWorking(pair))
                    .map(pair -> new Wish(goal, pair.from(), pair.to()))
                    .ifPresent(wishes::add);
        }
    }

    /** "See it work, something tiny" spares nobody work. */
    private boolean isWorking(Wish pair) {
        return prompt.folded(pair.from()).equals("work");
    }

    /** Seven Raspberry Pis are clients, and nobody said to spare them. */
    private boolean isCounted(Term goal) {
        int from = FURTHER.contains(prompt.folded(goal.from() - 1)) ? goal.from() - 1 : goal.from();
        return prompt.quantities().stream().anyMatch(number -> number.to() == from);
    }

    /** Five machines fewer: what is counted is not spared. */
    private boolean isCounted(String noun, Wish pair) {
        return prompt.signs(noun).stream()
                .filter(sign -> sign.from() >= pair.from() && sign.to() <= pair.to())
                .anyMatch(sign -> prompt.quantities().stream().anyMatch(number -> number.to() == sign.from()));
    }

    /**
     * The words from one sign to the other, where both stand in one sentence.
     *
     * @param most words that may stand between
     * @param numbers whether numbers may stand between
     */
    private Optional<Wish> near(String one, String other, int most, boolean numbers) {
        for (Term first : prompt.signs(one)) {
            for (Term second : prompt.signs(other)) {
                int from = Math.min(first.to(), second.to());
                int to = Math.max(first.from(), second.from());
                boolean close = from <= to
                        && to - from <= most
                        && !prompt.sentenceEndsBetween(from, to)
                        && prompt.gap(from, to, word -> !word.equals(";")) == 0
                        && (numbers
                                || prompt.quantities().stream()
                                        .noneMatch(number -> number.from() >= from && number.from() < to));
                if (close) {
                    return Optional.of(
                            new Wish("", Math.min(first.from(), second.from()), Math.max(first.to(), second.to())));
                }
            }
        }
        return Optional.empty();
    }
}
