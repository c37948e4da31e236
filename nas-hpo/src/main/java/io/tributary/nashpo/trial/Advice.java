package io.tributary.nashpo.trial;

/**
 * What became of a language model's turn.
 *
 * @param outcome whether its answer was run
 * @param message what was repaired or refused, for people; empty where nothing was
 */
public record Advice(Outcome outcome, String message) {
    /** Whose params the trial runs. */
    public enum Outcome {
        /** The language model's. */
        ACCEPTED,
        /** The language model's, with values moved into the space. */
        REPAIRED,
        /** The optimiser's own: the language model had none that could be run. */
        REPLACED
    }
}
