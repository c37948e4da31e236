package io.tributary.backend.study;

import io.tributary.nashpo.trial.Cost;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A trial done again on a new seed, in the API.
 *
 * @param values one for each objective, on the half of the held-out examples that the search has not seen
 */
public record RepeatView(
        int number,
        int trial,
        long seed,
        Repeat.State state,
        List<@Nullable Double> values,
        Cost used,
        @Nullable String failure,
        String taskId) {
    static RepeatView of(Repeated repeated) {
        Repeat repeat = repeated.repeat();
        return new RepeatView(
                repeat.number(),
                repeat.trial(),
                repeat.seed(),
                repeat.state(),
                TrialView.numbers(repeat.values()),
                repeat.used(),
                repeat.failure(),
                repeated.taskId());
    }
}
