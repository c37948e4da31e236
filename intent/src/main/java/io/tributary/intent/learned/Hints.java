package io.tributary.intent.learned;

import java.util.ArrayList;
import java.util.List;

/**
 * What the heads think of a prompt.
 *
 * @param words what each word belongs to
 * @param out how likely it asks for something that is not trained here, from 0 to 1
 * @param search how likely it asks for a search
 */
public record Hints(List<OfWord> words, double out, double search) {
    /** What a word belongs to that belongs to nothing. */
    public static final String NONE = "none";

    /** A number or name that was taken back or ruled out. */
    public static final String VOID = "void";

    public Hints {
        words = List.copyOf(words);
    }

    /**
     * What a word belongs to.
     *
     * @param label a field for numbers, a field and its value for phrases
     * @param probability from 0 to 1
     */
    public record OfWord(String label, double probability) {}

    /**
     * Words beside each other that belong to the same.
     *
     * @param from index of the first
     * @param to index after the last
     * @param probability the mean of theirs
     */
    public record Span(int from, int to, String label, double probability) {}

    /** The longest runs of words that belong to the same thing. */
    public List<Span> spans() {
        List<Span> spans = new ArrayList<>();
        int from = 0;
        while (from < words.size()) {
            int to = from + 1;
            while (to < words.size()
                    && words.get(to).label().equals(words.get(from).label())) {
                to++;
            }
            if (!words.get(from).label().equals(NONE)) {
                spans.add(span(from, to));
            }
            from = to;
        }
        return spans;
    }

    /** Some words as one, by the label that most of their probability is for. */
    public Span span(int from, int to) {
        String best = NONE;
        double most = 0;
        for (OfWord candidate : words.subList(from, to)) {
            double sum = words.subList(from, to).stream()
                    .filter(word -> word.label().equals(candidate.label()))
                    .mapToDouble(OfWord::probability)
                    .sum();
            if (sum > most) {
                most = sum;
                best = candidate.label();
            }
        }
        return new Span(from, to, best, most / (to - from));
    }
}
