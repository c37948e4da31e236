package io.tributary.orchestrator.dispatch;

import io.tributary.protocol.message.WorkerMessage.Hello;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A worker as people see it.
 *
 * @param id given by the server
 * @param hello how it introduced itself
 * @param awaySince when its link broke, while it is expected back; null while it is here
 * @param draining whether it takes nothing new
 * @param running what its slots do now
 * @param completed assignments finished since it connected
 * @param failed assignments that failed since it connected
 */
public record WorkerStatus(
        String id,
        Hello hello,
        Instant connectedAt,
        @Nullable Instant awaySince,
        boolean draining,
        List<Running> running,
        long completed,
        long failed) {
    public WorkerStatus {
        running = List.copyOf(running);
    }

    /** Whether its link is broken and it is expected back. */
    public boolean away() {
        return awaySince != null;
    }

    /**
     * One busy slot.
     *
     * @param what kind of work, such as {@code train}
     * @param client the client that trains, -1 for other work
     * @param done examples so far
     * @param total examples in all, 0 while unknown
     */
    public record Running(String task, String what, int client, long done, long total) {}
}
