package io.tributary.intent.text;

/**
 * A number that was said, in digits or words.
 *
 * @param from index of its first word
 * @param to index after its last word
 * @param value what it stands for; a share for percent
 * @param kind how it was said
 */
public record Quantity(int from, int to, double value, Kind kind) {
    /** How a number was said. */
    public enum Kind {
        /** As such: 20, twenty, 1e-3. */
        PLAIN,
        /** A share of something: 10 %, a third. */
        SHARE,
        /** With a unit of time; the value is in seconds. */
        SECONDS,
        /** As a multiple: 10x, three times. */
        TIMES
    }

    /** Whether it counts whole things. */
    public boolean whole() {
        return kind == Kind.PLAIN && value == Math.rint(value) && Math.abs(value) < 1e15;
    }
}
