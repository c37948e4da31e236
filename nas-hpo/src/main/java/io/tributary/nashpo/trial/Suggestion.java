package io.tributary.nashpo.trial;

import io.tributary.nashpo.space.Params;
import org.jspecify.annotations.Nullable;

/**
 * What a sampler proposes.
 *
 * @param rationale why, for people
 * @param advice where a language model was asked
 */
public record Suggestion(
        Params params,
        Source source,
        @Nullable String rationale,
        @Nullable Advice advice) {
    public static Suggestion of(Params params, Source source) {
        return new Suggestion(params, source, null, null);
    }
}
