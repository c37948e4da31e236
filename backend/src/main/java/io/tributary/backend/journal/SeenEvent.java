package io.tributary.backend.journal;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonValue;
import io.swagger.v3.oas.annotations.media.Schema;
import io.tributary.orchestrator.journal.TaskEvent;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An event as watchers see it: one flat JSON object of id, at, type and what the type brings. */
@Schema(type = "object")
public final class SeenEvent {
    private final @Nullable Long id;
    private final Instant at;
    private final TaskEvent event;
    private @Nullable String json;

    /**
     * @param id number in its task, from 1; null for what does not belong to the history
     * @param event what happened
     */
    SeenEvent(@Nullable Long id, Instant at, TaskEvent event) {
        this.id = id;
        this.at = at;
        this.event = event;
    }

    /** Its number in the task, from 1; null for what does not belong to the history. */
    public @Nullable Long id() {
        return id;
    }

    Instant at() {
        return at;
    }

    /** What happened. */
    public TaskEvent event() {
        return event;
    }

    /** As JSON; written once, however many watch. Two threads may both write it, to the same end. */
    @JsonValue
    @JsonRawValue
    public String json() {
        String written = json;
        if (written == null) {
            String number = id == null ? "" : "\"id\":" + id + ",";
            // The event is an object with a type at least; id and time come before what it brings.
            written = "{" + number + "\"at\":\"" + at + "\","
                    + JournalJson.write(event).substring(1);
            json = written;
        }
        return written;
    }
}
