package io.tributary.backend.journal;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A client of a task: what it holds and how it has fared.
 *
 * @param client its index
 * @param examples it trains on
 * @param labelHistogram examples for each label
 * @param selected rounds it was asked to train in
 * @param completed rounds its update counted in
 * @param meanSeconds from dispatch to answer, over completed rounds
 * @param lastLoss mean training loss of its last completed round
 * @param bytesUp all its frames to the server, in committed rounds
 * @param bytesDown all frames to it
 * @param cpuSeconds of its training, with packing
 * @param encodeSeconds of packing its updates
 */
public record ClientSummary(
        int client,
        long examples,
        List<Long> labelHistogram,
        int selected,
        int completed,
        @Nullable Double meanSeconds,
        @Nullable Double lastLoss,
        long bytesUp,
        long bytesDown,
        double cpuSeconds,
        double encodeSeconds) {}
