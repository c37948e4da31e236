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
}
