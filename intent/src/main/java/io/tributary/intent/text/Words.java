package io.tributary.intent.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Splits a prompt into runs of letters, numbers and single signs, so that {@code LeNet-5}, {@code lenet5} and {@code LeNet 5} are alike. */
public final class Words {
    /** Digits with groups, decimals and an exponent; letters with apostrophes inside; else one sign. */
    private static final Pattern WORD = Pattern.compile(
            "\\d+(?:[.,]\\d+)*(?:[eE][+-]?\\d+(?!\\.\\d|\\p{L}))?|\\.\\d+(?:[eE][+-]?\\d+)?|\\p{L}[\\p{L}\\p{M}]*|\\n|\\.{2,}|[^\\s]",
            Pattern.UNICODE_CHARACTER_CLASS);

    /** After these a full stop ends no sentence. */
    private static final Set<String> ABBREVIATIONS = WordList.of("words.abbreviations");

    private Words() {}

    private static boolean isAbbreviation(Word word) {
        return ABBREVIATIONS.contains(word.folded());
    }

    /** The words of a prompt, in order. */
    public static List<Word> of(String prompt) {
        List<Word> words = new ArrayList<>();
        Matcher matcher = WORD.matcher(prompt);
        int last = -1;
        while (matcher.find()) {
            boolean glued = matcher.start() == last;
            last = matcher.end();
            if (!(glued && matcher.group().equals(".") && isAbbreviation(words.get(words.size() - 1)))) {
                words.add(Word.of(matcher.group(), matcher.start(), glued));
            }
        }
        return List.copyOf(words);
    }
}
