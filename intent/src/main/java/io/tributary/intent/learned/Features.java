package io.tributary.intent.learned;

import io.tributary.intent.text.Quantities;
import io.tributary.intent.text.Quantity;
import io.tributary.intent.text.Word;
import io.tributary.intent.vocabulary.Term;
import io.tributary.intent.vocabulary.Vocabulary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What can be seen of words without knowing what they mean: their letters, and what the rules know of them. Each is a number below a bound
 * (hashing trick, Weinberger et al. 2009).
 */
public final class Features {
    private Features() {}

    /**
     * Features of each word.
     *
     * @param known what the vocabulary and the numerals say, in front of the letters
     * @param letters what the letters say
     */
    @SuppressWarnings("ArrayRecordComponent") // Never compared, and boxed numbers would be slow.
    public record OfWord(int[] known, int[] letters) {
        int[] all() {
            int[] both = Arrays.copyOf(known, known.length + letters.length);
            System.arraycopy(letters, 0, both, known.length, letters.length);
            return both;
        }
    }

    /** Features of each word of a prompt, all below a bound. */
    public static List<OfWord> of(List<Word> words, Vocabulary vocabulary, int bound) {
        List<Quantity> quantities = Quantities.in(words);
        List<Term> terms = vocabulary.in(words);
        List<OfWord> features = new ArrayList<>();
        for (int at = 0; at < words.size(); at++) {
            features.add(new OfWord(hash(known(at, quantities, terms), bound), hash(letters(words.get(at)), bound)));
        }
        return features;
    }

    private static Set<String> known(int at, List<Quantity> quantities, List<Term> terms) {
        Set<String> found = new HashSet<>();
        for (Quantity number : quantities) {
            if (number.from() <= at && at < number.to()) {
                found.add("number " + number.kind());
                found.add("size " + number.kind() + magnitude(number.value()));
            }
        }
        for (Term term : terms) {
            if (term.from() <= at && at < term.to()) {
                found.add(term.meaning().kind() + " " + term.meaning().name());
                if (!term.meaning().value().isEmpty()) {
                    found.add(term.meaning().name() + " " + term.meaning().value());
                }
            }
        }
        return found;
    }

    private static String magnitude(double value) {
        if (value <= 0) {
            return "none";
        }
        String fraction = value == Math.rint(value) ? "whole" : "broken";
        return fraction + Math.max(-6, Math.min(6, Math.round(2 * Math.log10(value))));
    }

    private static Set<String> letters(Word word) {
        Set<String> found = new HashSet<>();
        if (word.isDigits()) {
            found.add("digits");
            return found;
        }
        String text = word.folded();
        found.add("word " + text);
        String framed = "<" + text + ">";
        for (int length = 3; length <= 4; length++) {
            for (int from = 0; from + length <= framed.length(); from++) {
                found.add(framed.substring(from, from + length));
            }
        }
        if (Character.isUpperCase(word.text().codePointAt(0))) {
            found.add(
                    word.text().length() > 1
                                    && Character.isUpperCase(word.text().charAt(1))
                            ? "CAPITALS"
                            : "Capital");
        }
        return found;
    }

    private static int[] hash(Set<String> texts, int bound) {
        return texts.stream()
                .mapToInt(text -> Math.floorMod(mix(text.hashCode()), bound))
                .distinct()
                .sorted()
                .toArray();
    }

    /** Spreads similar hash codes (finaliser of MurmurHash3). */
    private static int mix(int hash) {
        int mixed = hash;
        mixed ^= mixed >>> 16;
        mixed *= 0x85ebca6b;
        mixed ^= mixed >>> 13;
        mixed *= 0xc2b2ae35;
        return mixed ^ (mixed >>> 16);
    }
}
