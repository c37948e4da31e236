package io.tributary.intent.reading;

import org.jspecify.annotations.Nullable;

/**
 * A value that a prompt gives a field.
 *
 * @param field its path in the task spec, such as {@code training.rounds}
 * @param value a Long, Double, Boolean or String; null where it is turned off
 * @param origin whether it was said or follows from what was said
 * @param from index of the first word it was read from
 * @param to index after the last
 * @param confidence from 0 to 1
 * @param reason why, where it was not said outright
 */
public record Reading(
        String field,
        @Nullable Object value,
        Origin origin,
        int from,
        int to,
        double confidence,
        @Nullable String reason) {
    /** Where a value comes from. */
    public enum Origin {
        /** From the words themselves. */
        SAID,
        /** From a rule about what was said. */
        RULE
    }

    static Reading said(String field, @Nullable Object value, int from, int to, double confidence) {
        return new Reading(field, value, Origin.SAID, from, to, confidence, null);
    }

    static Reading rule(String field, @Nullable Object value, int from, int to, String reason) {
        return new Reading(field, value, Origin.RULE, from, to, 0.9, reason);
    }
}
