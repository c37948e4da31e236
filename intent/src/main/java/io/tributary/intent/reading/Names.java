package io.tributary.intent.reading;

import io.tributary.intent.text.Quantity;
import io.tributary.intent.text.WordList;
import io.tributary.intent.vocabulary.FunctionWords;
import io.tributary.intent.vocabulary.Meaning;
import io.tributary.intent.vocabulary.Term;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What a task is to be called: a name stands in quotes, or after called and named up to the next break. */
final class Names {
    private static final Set<String> NAMED = WordList.of("names.between");
    /** Cámbiale el nombre a "control". */
    private static final Set<String> TO_A_NAME = Set.of("nombre", "nom");

    private static final Set<String> NAMES = WordList.of("names.nouns");
    private static final Set<String> NAMES_IT =
            Set.of("call", "name", "rename", "nenn", "nenne", "llama", "nomme", "appelle");
    /** French and Spanish for a number of something. */
    private static final Set<String> NUMBER_OF = Set.of("de", "d", "total", "maximo", "minimo");

    private static final Set<String> QUOTES = Set.of("\"", "'", "“", "„", "«", "‘", "`");
    /** A single one may be an apostrophe. */
    private static final Set<String> DOUBLE_QUOTES = Set.of("\"", "“", "„", "«");

    private static final Set<String> CLOSING_DOUBLE = Set.of("\"", "”", "“", "»");

    private static final Set<String> CLOSING = Set.of("\"", "'", "”", "“", "»", "’", "`");
    private static final Set<String> ENDS =
            Set.of("and", "with", "on", "und", "y", "et", "for", "mit", "con", "avec", "pour", "para", "damit", "so");
    private static final Set<String> SHALL = Set.of("soll", "sollte", "moge", "wird");
    private static final Set<String> AS = Set.of("as", "the", "als", "como", "comme", "el", "le", "den", "is");
    private static final int LONGEST = 20;
    private static final Set<String> ASKS = Set.of("what", "which", "where", "who", "this", "that", "here", "it");
    private static final int LONGEST_OPENING = 4;

    private final Prompt prompt;

    private Names(Prompt prompt) {
        this.prompt = prompt;
    }

    /** The name that a prompt gives; empty where it gives none. */
    static Optional<Reading> in(Prompt prompt) {
        Names names = new Names(prompt);
        return prompt.terms().stream()
                .filter(cue -> cue.meaning().namesField()
                        && cue.meaning().name().equals("name")
                        && !NUMBER_OF.contains(prompt.folded(cue.to()))
                        && !Choices.isNegated(prompt, cue))
                .flatMap(cue -> names.by(cue).stream())
                // The name "test" is silly, call it ward-seven.
                .reduce((first, second) -> NAMES_IT.contains(prompt.folded(second.from())) ? second : first);
    }

    /** The prompt without the numbers and values of a name: in "exp 17" nothing is seventeen. */
    static Prompt outside(Prompt prompt, Reading name) {
        boolean counts = prompt.terms().stream()
                .anyMatch(unit -> unit.meaning().kind() == Meaning.Kind.UNIT
                        && prompt.folded(unit.from()).length() > 1
                        && unit.to() <= name.to()
                        && prompt.quantities().stream()
                                .anyMatch(number -> number.from() >= name.from() && number.to() == unit.from()));
        boolean quoted = IntStream.range(
                        name.from(), Math.min(name.to() + 1, prompt.words().size()))
                .anyMatch(at -> QUOTES.contains(prompt.folded(at)));
        if (counts && !quoted) {
            // "Call it test 20 clients 30 rounds" says more than a name.
            return prompt;
        }
        return new Prompt(
                prompt.text(),
                prompt.words(),
                prompt.quantities().stream()
                        .filter(number -> !isWithin(number, name))
                        .toList(),
                prompt.terms().stream()
                        .filter(term -> term.meaning().name().equals("name")
                                || term.from() < name.from()
                                || term.from() >= name.to())
                        .toList());
    }

    private static boolean isWithin(Quantity number, Reading name) {
        return number.from() >= name.from() && number.from() < name.to();
    }

    private Optional<Reading> by(Term cue) {
        return Stream.<Optional<Reading>>of(quotedBefore(cue), subject(cue), namedBefore(cue), namedAfter(cue))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Reading reading(String name, int from, int to) {
        return Reading.said("name", name, from, to, 0.9);
    }

    /** Bitte „Klasse 8b“ nennen; dass der Lauf „Herzzentrum“ heißt. */
    private Optional<Reading> quotedBefore(Term cue) {
        int close = cue.from() - 1;
        // Put "retail" as the name.
        while (close > 0 && cue.from() - close <= 3 && AS.contains(prompt.folded(close))) {
            close--;
        }
        int quote = close;
        if (close < 0 || !CLOSING_DOUBLE.contains(prompt.folded(close))) {
            return Optional.empty();
        }
        return IntStream.iterate(quote - 1, at -> at >= Math.max(0, quote - LONGEST), at -> at - 1)
                .filter(at -> DOUBLE_QUOTES.contains(prompt.folded(at)))
                .boxed()
                .findFirst()
                .filter(open -> quote > open + 1)
                .map(open -> reading(prompt.said(open + 1, quote), open, cue.from()));
    }

    /** Rover is the name of the run. */
    private Optional<Reading> subject(Term cue) {
        int from = cue.from();
        while (from > 0
                && cue.from() - from < LONGEST_OPENING
                && !prompt.words().get(from - 1).separates()) {
            from--;
        }
        boolean opens = from == 0 || prompt.words().get(from - 1).separates();
        // "This is the name", "what is the name of the run?"
        boolean noun = IntStream.range(from, cue.from())
                .noneMatch(at -> FunctionWords.contains(prompt.folded(at)) || ASKS.contains(prompt.folded(at)));
        return prompt.folded(cue.from()).equals("is") && opens && noun && from < cue.from()
                ? Optional.of(reading(prompt.said(from, cue.from()), from, cue.to()))
                : Optional.empty();
    }

    /** Der Lauf soll Herbsttest heißen. */
    private Optional<Reading> namedBefore(Term cue) {
        boolean last = cue.to() >= prompt.words().size()
                || prompt.words().get(cue.to()).separates();
        for (int at = cue.from() - 2; last && at >= Math.max(0, cue.from() - 6); at--) {
            if (SHALL.contains(prompt.folded(at))) {
                boolean quoted = QUOTES.contains(prompt.folded(at + 1)) && cue.from() - at > 3;
                String name = quoted ? prompt.said(at + 2, cue.from() - 1) : prompt.said(at + 1, cue.from());
                return Optional.of(reading(name, at + 1, cue.from()));
            }
        }
        return Optional.empty();
    }

    private Optional<Reading> namedAfter(Term cue) {
        int begin = cue.to();
        while ((NAMED.contains(prompt.folded(begin)) && !isHyphened(begin))
                || (prompt.folded(begin).equals("'") && prompt.folded(begin - 1).equals("l"))
                || (prompt.folded(begin).equals("a") && TO_A_NAME.contains(prompt.folded(begin - 1)))) {
            begin++;
        }
        int next = begin;
        if (isValue(cue, begin) || prompt.signs("round").stream().anyMatch(sign -> sign.from() == next)) {
            return Optional.empty();
        }
        int from = opening(begin);
        boolean quoted = QUOTES.contains(prompt.folded(from));
        int first = quoted ? from + 1 : from;
        int to = first;
        // As in a list of settings: run_name=exp17 clients=14.
        boolean assigned = prompt.folded(from - 1).equals("=")
                && prompt.words().get(from - 1).glued();
        while (to < prompt.words().size()
                && to - from < LONGEST
                && !ends(to, quoted)
                && (quoted || !assigned || to == first || prompt.words().get(to).glued())) {
            to++;
        }
        int corrected = quoted ? corrected(to + 1) : 0;
        int end = corrected + 1;
        while (corrected > 0 && end < prompt.words().size() && end - corrected < LONGEST && !ends(end, true)) {
            end++;
        }
        if (corrected > 0 && end > corrected + 1) {
            return Optional.of(reading(
                    prompt.said(corrected + 1, end),
                    cue.from(),
                    Math.min(end + 1, prompt.words().size())));
        }
        if (!quoted && to - from > 1 && prompt.folded(to - 1).equals("sein")) {
            to--;
        }
        boolean says = quoted || cue.length() > 1 || NAMES.contains(prompt.folded(cue.from()));
        return to > first && says
                ? Optional.of(reading(
                        prompt.said(first, to),
                        cue.from(),
                        quoted ? Math.min(to + 1, prompt.words().size()) : to))
                : Optional.empty();
    }

    /** Name run-b: that run is no noun of what is named. */
    private boolean isHyphened(int at) {
        return at + 1 < prompt.words().size()
                && Set.of("-", "_").contains(prompt.folded(at + 1))
                && prompt.words().get(at + 1).glued();
    }

    /** Index of the quotation mark before a name that takes the place of one: "Orion", no, "Sirius"; 0 where none does. */
    private int corrected(int from) {
        int at = from;
        boolean takenBack = false;
        while (at < prompt.words().size() && Corrections.BETWEEN.contains(prompt.folded(at))) {
            takenBack |= Corrections.TAKES_BACK.contains(prompt.folded(at));
            at++;
        }
        return takenBack && DOUBLE_QUOTES.contains(prompt.folded(at)) ? at : 0;
    }

    private boolean ends(int at, boolean quoted) {
        return quoted
                ? CLOSING.contains(prompt.folded(at))
                : prompt.words().get(at).separates() || ENDS.contains(prompt.folded(at));
    }

    /** Index of a quotation mark among the next few words, else the same: call the experiment "north". */
    private int opening(int from) {
        for (int at = from; at < Math.min(from + 5, prompt.words().size()); at++) {
            if (prompt.words().get(at).separates()) {
                return from;
            }
            if (DOUBLE_QUOTES.contains(prompt.folded(at))) {
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
}
