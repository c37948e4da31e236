package io.tributary.protocol.message;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** What the server says to a worker. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = ServerMessage.Assign.class, name = "assign"),
    @JsonSubTypes.Type(value = ServerMessage.Cancel.class, name = "cancel"),
    @JsonSubTypes.Type(value = ServerMessage.Drain.class, name = "drain")
})
public sealed interface ServerMessage {

    /** Do this. */
    record Assign(Assignment assignment) implements ServerMessage {}

    /** Stop doing this; no answer is expected. */
    record Cancel(String assignment) implements ServerMessage {}

    /** Finish what runs, take nothing new. */
    record Drain() implements ServerMessage {}
}
