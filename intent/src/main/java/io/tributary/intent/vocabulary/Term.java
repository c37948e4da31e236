package io.tributary.intent.vocabulary;

/**
 * A phrase of a prompt that stands for something.
 *
 * @param from index of its first word
 * @param to index after its last word
 * @param meaning what it stands for
 * @param closeness 1 where it is spelled as known, less for each letter that differs
 */
public record Term(int from, int to, Meaning meaning, double closeness) {
    /** How many words it has. */
    public int length() {
        return to - from;
    }
}
