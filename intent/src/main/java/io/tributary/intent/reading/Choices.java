package io.tributary.intent.reading;

import io.tributary.intent.text.WordList;
import io.tributary.intent.vocabulary.Meaning;
import io.tributary.intent.vocabulary.Term;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Values that have names: the optimizer, the model, the data set. */
final class Choices {
    private static final Set<String> FILLERS = WordList.of("choices.fillers");
    private static final Set<String> HANDLED_ELSEWHERE = Set.of(
            "compression.scheme",
            "compression.compress",
            "compression.errorFeedback",
            "compression.entropy",
            "compression.direction",
            "privacy.wanted",
            "stopping.early");
    /** Said after what they rule out: error feedback off. */
    private static final Set<String> TURNS_OFF = WordList.of("choices.turns-off");

    /** Between what is turned off and that it is: Kompression bitte wieder raus. */
    private static final Set<String> POLITELY = WordList.of("choices.politely");

    private static final Set<String> NAMED = WordList.of("choices.named");
    /** Cámbiale el nombre a "control". */
    private static final Set<String> TO_A_NAME = Set.of("nombre", "nom");

    private static final Set<String> NAMES = WordList.of("choices.names");
    private static final Set<String> TURNED_OFF = Set.of("training.momentum", "training.weightDecay");

    private static final Set<String> NAMES_IT =
            Set.of("call", "name", "rename", "nenn", "nenne", "llama", "nomme", "appelle");

    private static final Set<String> QUOTES = Set.of("\"", "'", "“", "„", "«", "‘", "`");

    private static final Set<String> SHALL = Set.of("soll", "sollte", "moge", "wird");

    private final Prompt prompt;

    Choices(Prompt prompt) {
        this.prompt = prompt;
    }

    void read(Map<String, Reading> readings, List<Doubt> doubts) {
        Map<String, List<Term>> byField = new LinkedHashMap<>();
        for (Term term : prompt.terms()) {
            if (term.meaning().kind() == Meaning.Kind.VALUE
                    && !HANDLED_ELSEWHERE.contains(term.meaning().name())) {
                byField.computeIfAbsent(term.meaning().name(), name -> new ArrayList<>())
                        .add(term);
            }
        }
        byField.forEach((field, terms) -> choose(field, terms, readings, doubts));
        for (Term term : prompt.terms()) {
            String field = term.meaning().name();
            if (term.meaning().namesField()
                    && TURNED_OFF.contains(field)
                    && !readings.containsKey(field)
                    && isNegated(term)) {
                readings.put(field, Reading.said(field, 0.0, Math.max(0, term.from() - 1), term.to(), 0.95));
            }
        }
        noEarlyStop(readings);
        privacy(readings, doubts);
        names(readings);
    }

    private void noEarlyStop(Map<String, Reading> readings) {
        for (Term term : prompt.terms()) {
            boolean early = term.meaning().kind() == Meaning.Kind.VALUE
                    && term.meaning().name().equals("stopping.early");
            if (early && isNegated(term)) {
                for (String field : List.of("stopping.targetAccuracy", "stopping.patience")) {
                    readings.put(field, Reading.said(field, null, Math.max(0, term.from() - 1), term.to(), 0.95));
                }
            }
        }
    }

    /** Wanted without a number: nobody but who asks knows how much noise is enough. */
    private void privacy(Map<String, Reading> readings, List<Doubt> doubts) {
        boolean wanted = prompt.terms().stream()
                .anyMatch(term -> term.meaning().kind() == Meaning.Kind.VALUE
                        && term.meaning().name().equals("privacy.wanted")
                        && !isNegated(term));
        if (wanted && !readings.containsKey("privacy.noiseMultiplier")) {
            doubts.add(new Doubt(
                    "privacy.noiseMultiplier",
                    "Differential privacy needs a noise multiplier, such as 1.0; which shall it be?",
                    List.of()));
        }
    }

    private void choose(String field, List<Term> terms, Map<String, Reading> readings, List<Doubt> doubts) {
        List<Term> wanted = new ArrayList<>();
        for (Term term : terms) {
            boolean known = !term.meaning().value().startsWith("?");
            boolean alsoKnown = terms.stream()
                    .anyMatch(other -> other.from() == term.from()
                            && !other.meaning().value().startsWith("?"));
            if ((known || !alsoKnown) && !isNegated(term)) {
                wanted.add(term);
            }
        }
        if (wanted.isEmpty()) {
            return;
        }
        Term last = wanted.get(wanted.size() - 1);
        List<String> values =
                wanted.stream().map(term -> term.meaning().value()).distinct().toList();
        if (values.size() > 1 && !new Corrections(prompt).replaces(wanted.get(0).to(), last.from())) {
            if (field.equals("partition.scheme") && values.contains("dirichlet") && values.contains("shards")) {
                last = wanted.stream()
                        .filter(term -> term.meaning().value().equals("shards"))
                        .findFirst()
                        .orElse(last);
            } else {
                doubts.add(new Doubt(
                        field,
                        "Both \""
                                + prompt.said(
                                        wanted.get(0).from(), wanted.get(0).to()) + "\" and \""
                                + prompt.said(last.from(), last.to()) + "\" were said; which is it?",
                        List.copyOf(values)));
                return;
            }
        }
        String value = last.meaning().value();
        if (value.startsWith("?")) {
            doubts.add(new Doubt(
                    field,
                    "\"" + prompt.said(last.from(), last.to()) + "\" is not known here; what shall it be?",
                    List.of()));
            return;
        }
        readings.put(field, Reading.said(field, value, last.from(), last.to(), 0.98 * last.closeness()));
    }

    /** Whether what is named is ruled out: no momentum, anything but Adam, instead of sgd. */
    boolean isNegated(Term term) {
        return isNegated(prompt, term);
    }

    static boolean isNegated(Prompt prompt, Term term) {
        return isOff(prompt, term)
                || prompt.terms().stream()
                        .filter(sign -> sign.meaning().isSign("not")
                                || sign.meaning().isSign("except")
                                || sign.meaning().isSign("instead"))
                        .anyMatch(sign -> (sign.to() <= term.from()
                                        && term.from() - sign.to() <= 3
                                        && prompt.gap(sign.to(), term.from(), FILLERS::contains) == 0)
                                || (sign.from() >= term.to()
                                        && sign.from() - term.to() <= 4
                                        && prompt.gap(term.to(), sign.from(), POLITELY::contains) == 0
                                        && TURNS_OFF.contains(prompt.folded(sign.from()))
                                        && !rulesOutAnother(prompt, sign, term)));
    }

    /** Error feedback aus, as the last word of a clause. */
    private static boolean isOff(Prompt prompt, Term term) {
        int after = term.to() + 1;
        return prompt.folded(term.to()).equals("aus")
                && (after >= prompt.words().size() || prompt.words().get(after).separates());
    }

    /** "The cnn not the lenet" rules out the second. */
    private static boolean rulesOutAnother(Prompt prompt, Term sign, Term term) {
        return prompt.terms().stream()
                .anyMatch(other -> other.from() >= sign.to()
                        && other.meaning().kind() == Meaning.Kind.VALUE
                        && other.meaning().name().equals(term.meaning().name())
                        && prompt.gap(sign.to(), other.from(), FILLERS::contains) == 0);
    }

    /** Der Lauf soll Herbsttest heißen. */
    private boolean namedBefore(Term cue, Map<String, Reading> readings) {
        boolean last = cue.to() >= prompt.words().size()
                || prompt.words().get(cue.to()).separates();
        for (int at = cue.from() - 2; last && at >= Math.max(0, cue.from() - 6); at--) {
            if (SHALL.contains(prompt.folded(at))) {
                boolean quoted = QUOTES.contains(prompt.folded(at + 1)) && cue.from() - at > 3;
                String name = quoted ? prompt.said(at + 2, cue.from() - 1) : prompt.said(at + 1, cue.from());
                readings.put("name", Reading.said("name", name, at + 1, cue.from(), 0.9));
                return true;
            }
        }
        return false;
    }

    /** Index of a quotation mark among the next few words, else the same: call the experiment "north". */
    private int opening(int from) {
        for (int at = from; at < Math.min(from + 5, prompt.words().size()); at++) {
            if (prompt.words().get(at).separates()) {
                return from;
            }
            if (Set.of("\"", "“", "„", "«").contains(prompt.folded(at))) {
                return at;
            }
        }
        return from;
    }

    /** The optimizer is called RMSProp, the rate goes by cosine decay: that names no run. */
    private boolean isValue(Term cue, int from) {
        return !NAMES_IT.contains(prompt.folded(cue.from()))
                && prompt.terms().stream()
                        .anyMatch(term -> term.from() == from && term.meaning().kind() == Meaning.Kind.VALUE);
    }

    /** A name stands in quotes, or after called and named up to the next break. */
    private void names(Map<String, Reading> readings) {
        for (Term cue : prompt.terms()) {
            if (!cue.meaning().namesField() || !cue.meaning().name().equals("name") || readings.containsKey("name")) {
                continue;
            }
            if (Set.of("de", "d", "total", "maximo", "minimo").contains(prompt.folded(cue.to()))) {
                // French and Spanish for a number of something.
                continue;
            }
            if (namedBefore(cue, readings)) {
                continue;
            }
            int from = cue.to();
            while (NAMED.contains(prompt.folded(from))
                    || (prompt.folded(from).equals("a") && TO_A_NAME.contains(prompt.folded(from - 1)))) {
                from++;
            }
            if (isValue(cue, from)) {
                continue;
            }
            from = opening(from);
            boolean quoted = QUOTES.contains(prompt.folded(from));
            int to = quoted ? from + 1 : from;
            while (to < prompt.words().size()
                    && to - from < 20
                    && (quoted
                            ? !Set.of("\"", "'", "”", "“", "»", "’", "`").contains(prompt.folded(to))
                            : !prompt.words().get(to).separates()
                                    && !Set.of("and", "with", "on", "und", "y", "et", "for", "mit", "con", "avec")
                                            .contains(prompt.folded(to)))) {
                to++;
            }
            if (!quoted && to - from > 1 && prompt.folded(to - 1).equals("sein")) {
                to--;
            }
            int first = quoted ? from + 1 : from;
            if (to > first && (quoted || cue.length() > 1 || NAMES.contains(prompt.folded(cue.from())))) {
                readings.put(
                        "name",
                        Reading.said(
                                "name",
                                prompt.said(first, to),
                                cue.from(),
                                quoted ? Math.min(to + 1, prompt.words().size()) : to,
                                0.9));
            }
        }
    }
}
