package io.tributary.nashpo.sampler;

import io.tributary.nashpo.trial.Suggestion;

/** Proposes the next trial. */
public interface Sampler {
    Suggestion suggest(Ask ask);
}
