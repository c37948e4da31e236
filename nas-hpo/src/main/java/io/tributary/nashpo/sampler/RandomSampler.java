package io.tributary.nashpo.sampler;

import io.tributary.nashpo.trial.Source;
import io.tributary.nashpo.trial.Suggestion;

/** Evenly over the space, whatever was tried; the yardstick for all others (Bergstra and Bengio 2012). */
public final class RandomSampler implements Sampler {
    @Override
    public Suggestion suggest(Ask ask) {
        return Suggestion.of(ask.space().draw(ask.random()), Source.RANDOM);
    }
}
