package io.tributary.backend.intent;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A question to a language model, as it is served.
 *
 * @param model who was asked
 * @param answer as it came; null where none came
 * @param problem why it was of no use; null where it was
 * @param tokens in and out, as the provider counted them
 */
record ExchangeView(
        Instant at,
        String model,
        String prompt,
        @Nullable String answer,
        @Nullable String problem,
        long tokens,
        long milliseconds) {}
