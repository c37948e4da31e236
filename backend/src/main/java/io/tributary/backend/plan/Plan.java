package io.tributary.backend.plan;

import io.tributary.backend.task.Estimate;
import io.tributary.protocol.task.TaskSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A cheaper spec and why.
 *
 * @param goal what was to be saved
 * @param spec the complete new spec
 * @param estimate what it is expected to cost
 * @param before what the given spec is expected to cost
 * @param accuracyChange expected change of accuracy, as a share: -0.01 is one point less
 * @param accuracyError standard error of {@code accuracyChange}
 * @param choices what was changed, empty where nothing better was found
 * @param basis what the expectation rests on, for people
 * @param probe what a probe would tell, tells or told; null where tasks of the kind have run, or nothing is to be found out
 */
public record Plan(
        Goal goal,
        TaskSpec spec,
        Estimate estimate,
        Estimate before,
        double accuracyChange,
        double accuracyError,
        List<Choice> choices,
        String basis,
        @Nullable Probe probe) {
    public Plan {
        choices = List.copyOf(choices);
    }

    /**
     * One field that was changed.
     *
     * @param field its path
     * @param from its value before, as JSON text
     * @param to its value now, as JSON text
     * @param reason why, for people
     */
    public record Choice(String field, String from, String to, String reason) {}
}
