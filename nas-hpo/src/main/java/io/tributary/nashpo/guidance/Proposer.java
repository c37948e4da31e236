package io.tributary.nashpo.guidance;

/** Someone who proposes trials in words: a language model, or a script in a test. */
public interface Proposer {
    /**
     * Answers with a JSON object {@code {"params": {field: value, ...}, "rationale": "..."}}. Whatever else comes is repaired, asked
     * once again or replaced.
     *
     * @throws RuntimeException where there is no answer (time-out, no credit); its message is shown, and the optimiser goes on
     *     alone
     */
    String propose(Briefing briefing);
}
