package io.tributary.orchestrator.round;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * One selected client in one round.
 *
 * @param client its index
 * @param state how it ended
 * @param worker where it trained, null where it never got a slot
 * @param examples it trained on in one epoch; 0 unless completed
 * @param loss mean training loss; null unless completed
 * @param seconds from dispatch to answer
 * @param cpuSeconds of its training thread
 * @param encodeSeconds the part of {@code cpuSeconds} that packed its update
 * @param bytesUp all frames to the server
 * @param bytesDown all frames to the client
 * @param reason why it did not complete, or what else people should know of it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ClientReport(
        int client,
        ClientState state,
        @Nullable String worker,
        long examples,
        @Nullable Double loss,
        double seconds,
        double cpuSeconds,
        double encodeSeconds,
        long bytesUp,
        long bytesDown,
        @Nullable String reason) {}
