package io.tributary.orchestrator.dispatch;

import io.tributary.protocol.message.ServerMessage;

/** The way to one worker. */
public interface WorkerLink {

    /**
     * Sends a message without waiting for its effect. A link that is down swallows it: the pool hears of the loss by
     * {@link SlotPool#disconnected}.
     *
     * @return bytes of the message on the wire
     */
    long send(ServerMessage message);

    /**
     * Whether each result comes with artifacts put for it alone, as where the store is shared. Over a line an artifact that is
     * here already is not sent again, so one may serve two results.
     */
    default boolean sharesStore() {
        return true;
    }
}
