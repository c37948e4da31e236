package io.tributary.orchestrator.dispatch;

import io.tributary.protocol.error.ErrorCode;
import io.tributary.protocol.message.Result;

/**
 * What becomes of a lease, in the order it happens: at most one {@link Started}, any number of {@link Progressed}, then
 * exactly one of the others, unless the lease was cancelled.
 */
public sealed interface Answer {
    Lease lease();

    /**
     * A worker has it.
     *
     * @param bytesDown of the message that carried it
     */
    record Started(Lease lease, String worker, long bytesDown) implements Answer {}

    /** @param bytesUp of the message */
    record Progressed(Lease lease, long done, long total, long bytesUp) implements Answer {}

    /**
     * The worker has done it.
     *
     * @param bytesUp of the message, without the artifact it names
     */
    record Finished(Lease lease, String worker, Result result, long bytesUp) implements Answer {}

    /** The worker could not do it. */
    record Failed(Lease lease, ErrorCode code, String reason, long bytesUp) implements Answer {}

    /** The worker is gone. */
    record Lost(Lease lease, String reason) implements Answer {}
}
