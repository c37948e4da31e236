package io.tributary.worker;

/**
 * How a worker is set up.
 *
 * @param name for people
 * @param slots clients that train at the same time, at least 1; one for each core is best
 * @param device {@code cpu}, {@code cuda:N}, or {@code auto}: the first CUDA device if there is one
 */
public record WorkerSettings(String name, int slots, String device) {
    public WorkerSettings {
        if (slots < 1 || slots > 1024) {
            throw new IllegalArgumentException("A worker has 1 to 1024 slots, not " + slots);
        }
    }
}
