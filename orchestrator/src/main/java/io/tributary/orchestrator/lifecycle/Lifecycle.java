package io.tributary.orchestrator.lifecycle;

import io.tributary.protocol.error.ErrorCode;
import io.tributary.protocol.error.TributaryException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * A table of transitions.
 *
 * @param <S> states
 * @param <E> events
 */
public final class Lifecycle<S extends Enum<S>, E extends Enum<E>> {
    private final String subject;
    private final Map<S, Map<E, S>> table;

    private Lifecycle(String subject, Map<S, Map<E, S>> table) {
        this.subject = subject;
        this.table = table;
    }

    /** Starts a table for the subject that its error messages name. */
    public static <S extends Enum<S>, E extends Enum<E>> Builder<S, E> of(String subject) {
        return new Builder<>(subject);
    }

    /**
     * The state that follows.
     *
     * @throws TributaryException WRONG_STATE where the table has no such transition, naming what is possible
     */
    public S next(S from, E event) {
        S to = table.getOrDefault(from, Map.of()).get(event);
        if (to == null) {
            Set<E> possible = possible(from);
            throw new TributaryException(
                    ErrorCode.WRONG_STATE,
                    "The " + subject + " is " + from + "; it cannot " + word(event) + ". "
                            + (possible.isEmpty()
                                    ? "Nothing more can happen to it."
                                    : "It can "
                                            + String.join(
                                                    ", ",
                                                    possible.stream()
                                                            .map(Lifecycle::word)
                                                            .toList()) + "."));
        }
        return to;
    }

    /** The events that are allowed in a state. */
    public Set<E> possible(S from) {
        return Collections.unmodifiableSet(
                new LinkedHashSet<>(table.getOrDefault(from, Map.of()).keySet()));
    }

    /** Whether nothing more can happen in a state. */
    public boolean isFinal(S state) {
        return table.getOrDefault(state, Map.of()).isEmpty();
    }

    /** The whole table: from, event, to. */
    public Map<S, Map<E, S>> transitions() {
        return table;
    }

    private static String word(Enum<?> event) {
        return event.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
    }

    /** Collects transitions. */
    public static final class Builder<S extends Enum<S>, E extends Enum<E>> {
        private final String subject;
        private final Map<S, Map<E, S>> table = new LinkedHashMap<>();

        private Builder(String subject) {
            this.subject = subject;
        }

        public Builder<S, E> allow(S from, E event, S to) {
            S before =
                    table.computeIfAbsent(from, state -> new LinkedHashMap<>()).putIfAbsent(event, to);
            if (before != null) {
                throw new IllegalArgumentException(from + " " + event + " stands in the table twice");
            }
            return this;
        }

        public Lifecycle<S, E> build() {
            return new Lifecycle<>(subject, table);
        }
    }
}
