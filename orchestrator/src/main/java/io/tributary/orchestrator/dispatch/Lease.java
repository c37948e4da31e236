package io.tributary.orchestrator.dispatch;

import io.tributary.protocol.message.Assignment;

/**
 * An assignment in the pool's hands.
 *
 * @param assignment what is to be done; its id and epoch name the lease
 */
public record Lease(Assignment assignment) {
    /** By the name alone: leases are looked up with every message, and a hash of the whole spec would cost more than the look. */
    @Override
    public int hashCode() {
        return assignment.id().hashCode();
    }
}
