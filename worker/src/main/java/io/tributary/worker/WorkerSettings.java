package io.tributary.worker;

import org.jspecify.annotations.Nullable;

/**
 * How a worker is set up.
 *
 * @param name for people
 * @param slots clients that train at the same time, at least 1; one for each core is best
 * @param device {@code cpu}, {@code cuda:N}, or {@code auto}: the first CUDA device if there is one
 * @param instance tells processes of one identity apart; null where there can be but one
 */
public record WorkerSettings(
        String name, int slots, String device, @Nullable String instance) {
    public WorkerSettings {
        if (slots < 1 || slots > 1024) {
            throw new IllegalArgumentException("A worker has 1 to 1024 slots, not " + slots);
        }
    }

    public WorkerSettings(String name, int slots, String device) {
        this(name, slots, device, null);
    }
}
