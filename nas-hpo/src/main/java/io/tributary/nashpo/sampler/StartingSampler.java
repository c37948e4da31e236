package io.tributary.nashpo.sampler;

import io.tributary.nashpo.trial.Suggestion;
import java.util.List;

/**
 * Known configurations first, in their order, then another sampler. One that cannot be run is passed over.
 *
 * @param first at most once each
 */
public record StartingSampler(List<Suggestion> first, Sampler then) implements Sampler {
    public StartingSampler {
        first = List.copyOf(first);
    }

    @Override
    public Suggestion suggest(Ask ask) {
        // What was tried is a problem, so this goes on where the journal ends, without a counter of its own.
        return first.stream()
                .filter(suggestion -> ask.problem().apply(suggestion.params()).isEmpty())
                .findFirst()
                .orElseGet(() -> then.suggest(ask));
    }
}
