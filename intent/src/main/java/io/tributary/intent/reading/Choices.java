package io.tributary.intent.reading;

import io.tributary.intent.text.WordList;
import io.tributary.intent.vocabulary.Meaning;
import io.tributary.intent.vocabulary.Term;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

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
    static final Set<String> TURNS_OFF = WordList.of("choices.turns-off");

    /** Between what is turned off and that it is: Kompression bitte wieder raus. */
    private static final Set<String> POLITELY = WordList.of("choices.politely");

    private static final Set<String> TURNED_OFF = Set.of("training.momentum", "training.weightDecay");

    /** Begins a name of what every optimizer does. */
    private static final Set<String> GENERIC = Set.of("gradient", "descente", "descenso", "gradientenabstieg");

    private static final Set<String> CHOOSES = Set.of(
            "wahle", "wahlt", "wahlen", "suche", "sucht", "such", "lose", "lost", "tausche", "tausch", "probiere");
    private static final Set<String> THAN = Set.of("than", "als", "que");
    private static final Set<String> RATHER = Set.of(
            "rather", "prefer", "sooner", "better", "lieber", "eher", "prefiero", "preferimos", "antes", "plutot");

    private final Prompt prompt;
    private final JsonNode base;

    Choices(Prompt prompt, JsonNode base) {
        this.prompt = prompt;
        this.base = base;
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
        // Gradient descent with Adam is Adam.
        if (wanted.stream().anyMatch(term -> !GENERIC.contains(prompt.folded(term.from())))) {
            wanted.removeIf(term -> GENERIC.contains(prompt.folded(term.from()))
                    && term.meaning().value().equals("sgd"));
        }
        if (isChanged(field, wanted)) {
            String before = before(field);
            wanted.removeIf(term -> term.meaning().value().equals(before));
        }
        Term last = wanted.get(wanted.size() - 1);
        List<String> values =
                wanted.stream().map(term -> term.meaning().value()).distinct().toList();
        if (values.size() > 1 && !new Corrections(prompt).replaces(wanted.get(0).to(), last.from())) {
            if (readings.containsKey("partition.alpha") && values.contains("dirichlet")) {
                last = wanted.stream()
                        .filter(term -> term.meaning().value().equals("dirichlet"))
                        .findFirst()
                        .orElse(last);
            } else if (field.equals("partition.scheme") && values.contains("dirichlet") && values.contains("shards")) {
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

    /** The perceptron was too weak, take the CNN: what it was and what it shall be. */
    private boolean isChanged(String field, List<Term> wanted) {
        List<String> values =
                wanted.stream().map(term -> term.meaning().value()).distinct().toList();
        int from = wanted.get(0).to();
        int to = wanted.get(wanted.size() - 1).from();
        return values.size() == 2
                && values.contains(before(field))
                && !before(field).equals(Defaults.named(field))
                && !new Corrections(prompt).replaces(from, to)
                && prompt.gap(from, to, word -> !Alternatives.OR.contains(word)) == 0;
    }

    private String before(String field) {
        return base.at("/" + field.replace('.', '/')).asString("");
    }

    /** Whether what is named is ruled out: no momentum, anything but Adam, instead of sgd. */
    boolean isNegated(Term term) {
        return isNegated(prompt, term);
    }

    static boolean isNegated(Prompt prompt, Term term) {
        return isOff(prompt, term)
                || prompt.folded(term.from() - 1).equals("pas")
                || isDismissed(prompt, term)
                || isLessLiked(prompt, term)
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

    /** A flat rate won't do, Adam no me convence. */
    private static boolean isDismissed(Prompt prompt, Term term) {
        return prompt.signs("dismiss").stream()
                .anyMatch(sign -> sign.from() >= term.to()
                        && sign.from() - term.to() <= 4
                        && prompt.isClear(term.to(), sign.from())
                        && prompt.gap(term.to(), sign.from(), word -> !word.equals(",")) == 0);
    }

    /** Rather Oort than random sampling. */
    private static boolean isLessLiked(Prompt prompt, Term term) {
        return THAN.contains(prompt.folded(term.from() - 1))
                && IntStream.range(Math.max(0, term.from() - 9), term.from())
                        .anyMatch(at ->
                                RATHER.contains(prompt.folded(at)) && !prompt.sentenceEndsBetween(at, term.from()));
    }

    /** Error feedback aus, as the last word of a clause; iid=no. */
    private static boolean isOff(Prompt prompt, Term term) {
        int off = term.to();
        while (POLITELY.contains(prompt.folded(off))) {
            off++;
        }
        int after = term.to() + 1;
        boolean assigned = prompt.folded(term.to()).equals("=")
                && Set.of("no", "false", "off", "none").contains(prompt.folded(after));
        boolean last =
                off + 1 >= prompt.words().size() || prompt.words().get(off + 1).separates();
        boolean takenOut = prompt.folded(off).equals("out")
                && IntStream.range(Math.max(0, term.from() - 4), term.from())
                        .anyMatch(at ->
                                Set.of("take", "leave", "taking", "leaving").contains(prompt.folded(at)));
        return assigned
                || takenOut
                || (last && Set.of("aus", "ab").contains(prompt.folded(off)) && !isOfVerb(prompt, term));
    }

    /** Wähle die Clients mit Oort aus: the end of a verb. */
    private static boolean isOfVerb(Prompt prompt, Term term) {
        return IntStream.range(Math.max(0, term.from() - 9), term.from())
                .anyMatch(at -> CHOOSES.contains(prompt.folded(at)) && !prompt.sentenceEndsBetween(at, term.from()));
    }

    /** "The cnn not the lenet" rules out the second. */
    private static boolean rulesOutAnother(Prompt prompt, Term sign, Term term) {
        return prompt.terms().stream()
                .anyMatch(other -> other.from() >= sign.to()
                        && other.meaning().kind() == Meaning.Kind.VALUE
                        && other.meaning().name().equals(term.meaning().name())
                        && prompt.gap(sign.to(), other.from(), FILLERS::contains) == 0);
    }
}
