package io.tributary.nashpo.sampler;

import io.tributary.nashpo.space.Params;
import io.tributary.nashpo.space.Space;
import io.tributary.nashpo.trial.History;
import java.util.Optional;
import java.util.function.Function;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * What a sampler is asked with.
 *
 * @param history all trials so far, running ones among them
 * @param random of this trial and attempt, and of nothing else
 * @param attempt from 0; more after a proposal that could not be run
 * @param problem why a point cannot be run (tried already, no valid task), or empty
 */
public record Ask(
        Space space,
        History history,
        UniformRandomProvider random,
        int attempt,
        Function<Params, Optional<String>> problem) {

    /** The number of the trial that is looked for. */
    public int number() {
        return history.trials().size();
    }
}
