package io.tributary.intent.reading;

import io.tributary.intent.text.Word;
import io.tributary.intent.text.WordList;
import io.tributary.intent.vocabulary.FunctionWords;
import io.tributary.intent.vocabulary.Meaning;
import io.tributary.intent.vocabulary.Term;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Data sets nobody here knows: chest CT scans, the MIMIC dataset, radiografías de tórax. */
final class Strangers {
    private static final Set<String> DATA = WordList.of("strangers.data");
    /** Says by itself that it is another data set. */
    private static final Set<String> FOREIGN = WordList.of("strangers.foreign");

    private static final Set<String> OF = Set.of("of", "von", "de", "d");
    private static final Set<String> OWNERS = Set.of(
            "our", "my", "the", "unseren", "unserer", "meinen", "nuestros", "nuestras", "los", "las", "nos", "les");

    private static final Set<String> BEFORE = WordList.of("strangers.before");
    /** Says nothing about which data it is. */
    private static final Set<String> PLAIN = WordList.of("strangers.plain");

    private static final Set<String> COMPOUNDS = Set.of(
            "fotos", "protokolle", "protokollen", "bilder", "bildern", "aufnahmen", "akten", "messwerte", "messwerten");
    private static final Set<String> PLAIN_COMPOUNDS =
            Set.of("kleid", "mode", "training", "test", "beispiel", "fashion");

    private Strangers() {}

    static void read(Prompt prompt, Map<String, Reading> readings, List<Doubt> doubts) {
        boolean known = readings.containsKey("dataset")
                || doubts.stream().anyMatch(doubt -> doubt.field().equals("dataset"));
        for (int at = 1; !known && at < prompt.words().size(); at++) {
            Word noun = prompt.words().get(at);
            boolean free = isFree(prompt, at) || noun.folded().startsWith("datas");
            if (isData(noun.folded()) && free && (saysMore(prompt, at) || isOfUnknown(prompt, at))) {
                int from = first(prompt, at);
                doubts.add(new Doubt(
                        "dataset",
                        "\"" + prompt.said(from, at + (isOfUnknown(prompt, at) ? 3 : 1))
                                + "\" is not among the data sets here; which shall it be?",
                        List.of()));
                return;
            }
        }
    }

    /** German says it in one word: Satellitenbilder, Patientenakten. */
    private static boolean isCompound(String noun) {
        return COMPOUNDS.stream()
                .anyMatch(end -> noun.endsWith(end)
                        && noun.length() > end.length() + 3
                        && PLAIN_COMPOUNDS.stream().noneMatch(noun::startsWith));
    }

    private static boolean isData(String noun) {
        return DATA.contains(noun) || FOREIGN.contains(noun) || isCompound(noun);
    }

    /** Pictures of cats. */
    private static boolean isOfUnknown(Prompt prompt, int at) {
        int of = at + (OWNERS.contains(prompt.folded(at + 2)) ? 3 : 2);
        return of < prompt.words().size()
                && OF.contains(prompt.folded(at + 1))
                && prompt.words().get(of).isLetters()
                && prompt.folded(of).length() > 2
                && !FunctionWords.contains(prompt.folded(of))
                && prompt.terms().stream().noneMatch(term -> term.from() <= of && of < term.to())
                && prompt.quantities().stream().noneMatch(number -> number.from() <= of && of < number.to());
    }

    private static boolean isFree(Prompt prompt, int at) {
        return prompt.terms().stream().noneMatch(term -> term.from() <= at && at < term.to() && names(term));
    }

    private static boolean names(Term term) {
        return term.meaning().namesField()
                || term.meaning().kind() == Meaning.Kind.VALUE
                || term.meaning().kind() == Meaning.Kind.GOAL;
    }

    /** Whether a word of its own stands with it, in front as in English or behind as in Spanish. */
    private static boolean saysMore(Prompt prompt, int at) {
        String noun = prompt.folded(at);
        String before = prompt.folded(at - 1);
        boolean foreign = isCompound(noun) || FOREIGN.contains(noun);
        boolean adjective = prompt.words().get(at - 1).isLetters()
                && !PLAIN.contains(before)
                && !BEFORE.contains(before)
                && isFree(prompt, at - 1)
                && prompt.quantities().stream().noneMatch(number -> number.from() <= at - 1 && at - 1 < number.to());
        boolean introduced = false;
        for (int i = at - 1; i >= Math.max(0, at - 4); i--) {
            introduced |= BEFORE.contains(prompt.folded(i));
        }
        // X-rays are none of clothes, whatever stands before.
        boolean rays = noun.equals("rays") && prompt.folded(at - 2).equals("x");
        boolean satellite = before.startsWith("satelli") && introduced;
        return (introduced && (adjective || foreign)) || rays || satellite;
    }

    private static int first(Prompt prompt, int at) {
        int from = at;
        while (from > 0
                && at - from < 3
                && prompt.words().get(from - 1).isLetters()
                && !BEFORE.contains(prompt.folded(from - 1))) {
            from--;
        }
        return from;
    }
}
