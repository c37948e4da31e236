package io.tributary.intent.language;

import org.jspecify.annotations.Nullable;

/**
 * One question to a language model and what came of it.
 *
 * @param model who was asked
 * @param prompt as typed
 * @param answer as it came; null where none came
 * @param problem why the answer was of no use; null where it was
 * @param tokens that the provider counted, in and out; 0 where it did not say
 * @param milliseconds that it took
 */
public record Exchange(
        String model,
        String prompt,
        @Nullable String answer,
        @Nullable String problem,
        long tokens,
        long milliseconds) {}
