package io.tributary.intent.text;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * One word, number or sign of a prompt.
 *
 * @param text as typed
 * @param folded lower case without accents, for comparing
 * @param start place of its first character in the prompt
 * @param end place after its last character
 * @param glued whether nothing stands between it and the word before
 */
public record Word(String text, String folded, int start, int end, boolean glued) {
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");

    static Word of(String text, int start, boolean glued) {
        return new Word(text, fold(text), start, start + text.length(), glued);
    }

    /** Lower case, without accents; German sharp s as ss, œ as oe. */
    public static String fold(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        String bare =
                MARKS.matcher(Normalizer.normalize(lower, Normalizer.Form.NFKD)).replaceAll("");
        // A mark alone is no word, but it has its place.
        return bare.isEmpty()
                ? "\uFFFD"
                : bare.replace("ß", "ss").replace("œ", "oe").replace("æ", "ae").replace("’", "'");
    }

    /** Whether it is made of letters. */
    public boolean isLetters() {
        return Character.isLetter(folded.codePointAt(0));
    }

    /** Whether it begins with a digit. */
    public boolean isDigits() {
        return Character.isDigit(folded.codePointAt(0));
    }

    /** Whether it ends a sentence. */
    public boolean endsSentence() {
        return switch (folded) {
            case ".", "!", "?", "\n" -> true;
            default -> false;
        };
    }

    /** Whether it sets apart what stands before and after it. */
    public boolean separates() {
        return switch (folded) {
            case ",", ";", "(", ")", "|", "/", "•", "*" -> true;
            default -> endsSentence();
        };
    }
}
