package io.tributary.backend.task;

import org.jspecify.annotations.Nullable;

/**
 * What a task is expected to cost if it runs all its rounds and nobody drops out.
 *
 * @param bytesUp all frames from clients
 * @param bytesDown all frames to clients
 * @param cpuSeconds of all that a round is billed for: training, tests, packing, and the server's own work
 * @param seconds with all slots of the connected workers free
 * @param parameters of the model
 * @param clientsPerRound how many train in a round
 * @param bytesUpPerRound a round's share
 * @param bytesDownPerRound a round's share
 * @param bytesAtMost whether the bytes are the most that it can be: how far an entropy stage packs is known once a task of the kind
 *     has run
 * @param epsilon what all rounds together will reveal about any one client; null where no noise is added
 * @param delta the chance at which epsilon may not hold; null where no noise is added
 */
public record Estimate(
        long bytesUp,
        long bytesDown,
        double cpuSeconds,
        double seconds,
        long parameters,
        int clientsPerRound,
        long bytesUpPerRound,
        long bytesDownPerRound,
        boolean bytesAtMost,
        @Nullable Double epsilon,
        @Nullable Double delta) {}
