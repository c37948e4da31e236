package io.tributary.nashpo.trial;

import io.tributary.protocol.task.Field;
import jakarta.validation.constraints.NotNull;
import java.util.Objects;

/**
 * One thing to make better.
 *
 * @param direction the metric's usual one unless said
 */
public record Objective(
        @Field(help = "What is measured.") @NotNull Metric metric,
        @Field(help = "Which way is better.") Direction direction) {
    public Objective {
        direction = Objects.requireNonNullElseGet(direction, metric::usual);
    }

    public static Objective of(Metric metric) {
        return new Objective(metric, metric.usual());
    }
}
