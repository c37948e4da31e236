package io.tributary.intent.text;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Splits a prompt into runs of letters, numbers and single signs, so that {@code LeNet-5}, {@code lenet5} and {@code LeNet 5} are alike. */
public final class Words {
    /** Digits with groups, decimals and an exponent; letters with apostrophes inside; else one sign. */
    private static final Pattern WORD = Pattern.compile(
            "\\d+(?:[.,]\\d+)*(?:[eE][+-]?\\d+(?!\\.\\d|\\p{L}))?|\\.\\d+(?:[eE][+-]?\\d+)?|\\p{L}[\\p{L}\\p{M}]*|\\n|[^\\s]",
            Pattern.UNICODE_CHARACTER_CLASS);

    private Words() {}

    /** The words of a prompt, in order. */
    public static List<Word> of(String prompt) {
        List<Word> words = new ArrayList<>();
        Matcher matcher = WORD.matcher(prompt);
        int last = -1;
        while (matcher.find()) {
            words.add(Word.of(matcher.group(), matcher.start(), matcher.start() == last));
            last = matcher.end();
        }
        return List.copyOf(words);
    }
}
