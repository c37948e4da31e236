package io.tributary.protocol.message;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** What the server says to a worker. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = ServerMessage.Welcome.class, name = "welcome"),
    @JsonSubTypes.Type(value = ServerMessage.Heartbeat.class, name = "heartbeat"),
    @JsonSubTypes.Type(value = ServerMessage.Assign.class, name = "assign"),
    @JsonSubTypes.Type(value = ServerMessage.Cancel.class, name = "cancel"),
    @JsonSubTypes.Type(value = ServerMessage.Drain.class, name = "drain")
})
public sealed interface ServerMessage {

    /**
     * The answer to hello.
     *
     * @param worker the id that the server knows it by
     * @param heartbeatSeconds how often it should give a sign of life; the link counts as broken after three times as long
     */
    record Welcome(String worker, int heartbeatSeconds) implements ServerMessage {}

    /** The answer to a worker's heartbeat. */
    record Heartbeat() implements ServerMessage {}

    /** Do this. */
    record Assign(Assignment assignment) implements ServerMessage {}

    /** Stop doing this; no answer is expected. */
    record Cancel(String assignment) implements ServerMessage {}

    /** Finish what runs, take nothing new. */
    record Drain() implements ServerMessage {}
}
