package io.tributary.intent.reading;

import io.tributary.intent.text.WordList;
import io.tributary.intent.vocabulary.Term;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Changes that are said without a number: double the rounds, halve it, half as many per round, wait twice as long. */
final class BareChanges {
    private static final Set<String> AFTER_NAMES = WordList.of("reader.after-names");

    /** Halve it, halbiere sie. */
    private static final Set<String> IT = Set.of("it", "them", "sie", "ihn", "le", "lo", "la", "los", "las", "les");

    /** Twice as long, doppelt so lange; el doble de tiempo. */
    private static final Set<String> LONG = Set.of("long", "lange", "lang", "longtemps");

    private static final Set<String> SHARES = Set.of("share", "proportion", "anteil", "part", "proporcion");

    private static final Set<String> RUNS = WordList.of("reader.runs");

    private static final Set<String> TIME = Set.of("time", "zeit", "tiempo", "temps");

    private static final int FARTHEST_NAME = 8;

    /** Multiplies what a field was. */
    interface Scaling {
        /**
         * @param factor by which
         * @param from index of the first word that says so
         * @param to index after the last
         */
        void by(String field, double factor, int from, int to);
    }

    private final Prompt prompt;
    private final JsonNode base;
    private final CodecNumbers packing;
    private final Predicate<String> isOpen;
    private final Scaling scaling;
    private final Consumer<Reading> readings;

    /**
     * @param isOpen whether nothing else was said of a field
     * @param readings where a share is put that is no change
     */
    BareChanges(
            Prompt prompt,
            JsonNode base,
            CodecNumbers packing,
            Predicate<String> isOpen,
            Scaling scaling,
            Consumer<Reading> readings) {
        this.prompt = prompt;
        this.base = base;
        this.packing = packing;
        this.isOpen = isOpen;
        this.scaling = scaling;
        this.readings = readings;
    }

    /** Double the rounds, halve the batch size: the name stands right after the verb. */
    void read() {
        for (Term sign : prompt.terms()) {
            double factor = Changes.factor(sign);
            Term ahead = factor == 1 ? null : next(sign.to());
            Term cue = factor == 1 || ahead != null ? ahead : previous(sign.from());
            if (cue == null
                    && factor != 1
                    && IT.contains(prompt.folded(prompt.folded(sign.to()).equals("-") ? sign.to() + 1 : sign.to()))) {
                cue = lastNamed(sign.from());
            }
            if (cue == null && factor != 1 && endsClause(sign)) {
                // The rate is too low, please double.
                cue = lastNamed(sign.from());
            }
            if (factor != 1 && isWait(sign) && isRun(sign)) {
                cue = null;
                scaling.by("training.rounds", factor, sign.from(), sign.to());
            } else if (factor != 1 && isWait(sign) && (cue == null || isClients(cue))) {
                cue = null;
                scaling.by("clients.deadlineSeconds", factor, sign.from(), sign.to());
            }
            boolean share = factor != 1 && (cue == null || isClients(cue)) && isOfShare(sign, cue);
            if (share || (factor != 1 && cue == null && takesPart(sign))) {
                cue = null;
                scaling.by("clients.fraction", factor, sign.from(), sign.to());
            }
            if (factor < 1 && cue != null && isClients(cue) && (takesPart(cue) || isPerRound(cue))) {
                // Let half of the phones train in each round.
                readings.accept(
                        Reading.said("clients.fraction", factor, sign.from(), Math.max(sign.to(), cue.to()), 0.9));
                cue = null;
            }
            if (cue != null && isOpen.test(cue.meaning().name())) {
                String path = Changes.path(cue.meaning().name());
                scaling.by(
                        packing.isOfDownlink() ? path.replace(".uplink.", ".downlink.") : path,
                        factor,
                        Math.min(sign.from(), cue.from()),
                        Math.max(sign.to(), cue.to()));
            }
        }
    }

    /** Half of the classrooms per round. */
    private boolean isPerRound(Term cue) {
        return cue.meaning().name().equals("clients.part")
                || prompt.signs("round").stream().anyMatch(sign -> sign.from() == cue.to());
    }

    private boolean endsClause(Term sign) {
        return sign.to() >= prompt.words().size()
                || prompt.words().get(sign.to()).separates();
    }

    /** The step size is too big, halve it. */
    private @Nullable Term lastNamed(int before) {
        return prompt.terms().stream()
                .filter(term -> term.meaning().namesField()
                        && term.to() <= before
                        && before - term.to() <= FARTHEST_NAME
                        && Changes.before(term.meaning().name(), base).isPresent())
                .reduce((first, second) -> second)
                .orElse(null);
    }

    /** Give them twice as long per round. */
    private boolean isWait(Term sign) {
        return LONG.contains(prompt.folded(sign.to() - 1)) || TIME.contains(prompt.folded(sign.to()));
    }

    /** Run it twice as long. */
    private boolean isRun(Term sign) {
        return IntStream.range(Math.max(0, sign.from() - 2), sign.from())
                .anyMatch(at -> RUNS.contains(prompt.folded(at)));
    }

    private static boolean isClients(Term cue) {
        return Set.of("clients.count", "clients.part").contains(cue.meaning().name());
    }

    /** Half as many per round, double the share of phones. */
    private boolean isOfShare(Term sign, @Nullable Term cue) {
        boolean perRound = prompt.signs("round").stream().anyMatch(round -> round.from() == sign.to())
                && base.at("/clients/fraction").asDouble(1) < 1;
        return perRound
                || IntStream.range(
                                sign.to(),
                                cue == null
                                        ? Math.min(sign.to() + 3, prompt.words().size())
                                        : cue.from())
                        .anyMatch(at -> SHARES.contains(prompt.folded(at)));
    }

    /** Twice as many take part in each round. */
    private boolean takesPart(Term sign) {
        return prompt.hasSign("round")
                && prompt.signs("partake").stream()
                        .anyMatch(part -> part.from() >= sign.to() && part.from() - sign.to() <= 3);
    }

    private @Nullable Term next(int from) {
        return prompt.terms().stream()
                .filter(term -> term.meaning().namesField()
                        && !term.meaning().name().equals("name")
                        && term.from() >= from
                        && prompt.gap(from, term.from(), Changes.ARTICLES::contains) == 0)
                .findFirst()
                .orElse(null);
    }

    /** Lernrate halbieren, el learning rate al doble. */
    private @Nullable Term previous(int to) {
        return prompt.terms().stream()
                .filter(term -> term.meaning().namesField()
                        && !term.meaning().name().equals("name")
                        && term.to() <= to
                        && prompt.gap(term.to(), to, AFTER_NAMES::contains) == 0)
                .reduce((first, second) -> second)
                .orElse(null);
    }
}
