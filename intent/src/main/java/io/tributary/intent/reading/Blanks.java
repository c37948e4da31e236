package io.tributary.intent.reading;

import io.tributary.intent.text.Quantity;
import io.tributary.intent.text.WordList;
import io.tributary.intent.vocabulary.Meaning;
import io.tributary.intent.vocabulary.Term;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Names of fields that are followed by something which is no value: learning rate of banana, optimizer = foo. */
final class Blanks {
    /** A group of pupils is no batch. */
    private static final Set<String> GROUPS =
            Set.of("group", "groups", "gruppe", "gruppen", "grupo", "grupos", "groupe", "groupes");

    /** "Our goal: to learn more" opens a sentence. */
    private static final Set<String> TALK =
            Set.of("goal", "target", "aim", "ziel", "objetivo", "meta", "objectif", "but");

    private static final Set<String> ASSIGNS = WordList.of("blanks.assigns");
    /** Die Lernrate stell bitte auf Banane. */
    private static final Set<String> BETWEEN = WordList.of("blanks.between");

    private static final Set<String> GERMAN = Set.of("lernrate", "batchgrosse", "stapelgrosse");

    private static final Set<String> OPEN = WordList.of("blanks.open");

    private final Prompt prompt;

    Blanks(Prompt prompt) {
        this.prompt = prompt;
    }

    void read(Map<String, Reading> readings, List<Doubt> doubts) {
        for (Term cue : prompt.terms()) {
            String field = cue.meaning().name();
            boolean asked = doubts.stream().anyMatch(doubt -> doubt.field().equals(field));
            boolean assigned = cue.meaning().kind() == Meaning.Kind.UNIT
                    && prompt.folded(cue.to()).equals("=");
            if (!(cue.meaning().kind() == Meaning.Kind.CUE || assigned)
                    || readings.containsKey(field)
                    || asked
                    || TALK.contains(prompt.folded(cue.to() - 1))
                    || GROUPS.contains(prompt.folded(cue.from()))
                    || isWeighting(field)
                    || isPacked(field)
                    || field.equals("name")) {
                continue;
            }
            // "Lernrate von" is a name that ends as an assignment begins.
            boolean within = cue.length() > 1 && ASSIGNS.contains(prompt.folded(cue.to() - 1));
            int assign = within ? cue.to() - 1 : cue.to();
            while (!within && BETWEEN.contains(prompt.folded(assign))) {
                assign++;
            }
            int at = assign + 1;
            if (isGermanNoun(cue)) {
                doubt(cue, cue.to(), doubts);
                continue;
            }
            if (!ASSIGNS.contains(prompt.folded(assign)) || at >= prompt.words().size()) {
                continue;
            }
            boolean known = prompt.terms().stream().anyMatch(term -> term.from() <= at && at < term.to())
                    || prompt.quantities().stream().anyMatch(number -> number.from() <= at && at < number.to());
            // "Lernrate soll Käsekuchen sein": a noun is no wish about where the rate goes.
            boolean noun = prompt.folded(assign).equals("soll")
                    && Character.isUpperCase(prompt.words().get(at).text().charAt(0));
            boolean signed =
                    noun || Set.of("=", ":", "to", "of", "de", "von", "auf").contains(prompt.folded(assign));
            if (!known && signed && prompt.words().get(at).isLetters() && !OPEN.contains(prompt.folded(at))) {
                doubt(cue, at, doubts);
            }
        }
    }

    /** Top-k: 5 % of them; the share stands elsewhere. */
    private boolean isPacked(String field) {
        return field.equals("compression.keep")
                && prompt.quantities().stream().anyMatch(number -> number.kind() == Quantity.Kind.SHARE);
    }

    /** Aggregation: big and small sites alike. */
    private boolean isWeighting(String field) {
        return field.equals("aggregation.strategy")
                && (prompt.hasSign("alike")
                        || prompt.terms().stream()
                                .anyMatch(term -> term.meaning().kind() == Meaning.Kind.VALUE
                                        && term.meaning().name().equals("aggregation.weighting")));
    }

    /** Lernrate Banane: a noun where a number belongs. */
    private boolean isGermanNoun(Term cue) {
        int at = cue.to();
        return GERMAN.contains(prompt.folded(at - 1))
                && at < prompt.words().size()
                && prompt.words().get(at).isLetters()
                && Character.isUpperCase(prompt.words().get(at).text().charAt(0))
                && prompt.terms().stream().noneMatch(term -> term.from() <= at && at < term.to())
                && prompt.quantities().stream().noneMatch(number -> number.from() <= at && at < number.to());
    }

    private void doubt(Term cue, int at, List<Doubt> doubts) {
        String field = cue.meaning().name();
        boolean number = Fields.NUMBERS.containsKey(field);
        doubts.add(new Doubt(
                field,
                "\"" + prompt.said(cue.from(), at + 1) + "\": \""
                        + prompt.words().get(at).text() + "\" is " + (number ? "no number" : "not known here")
                        + "; what shall it be?",
                List.of()));
    }
}
