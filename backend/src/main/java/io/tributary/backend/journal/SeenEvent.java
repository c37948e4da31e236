package io.tributary.backend.journal;

import com.fasterxml.jackson.annotation.JsonValue;
import io.tributary.orchestrator.journal.TaskEvent;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * An event as watchers see it: one flat JSON object of id, at, type and what the type brings.
 *
 * @param id number in its task, from 1; null for what does not belong to the history
 * @param event what happened
 */
public record SeenEvent(@Nullable Long id, Instant at, TaskEvent event) {

    @JsonValue
    ObjectNode flat() {
        ObjectNode flat = JournalJson.object();
        if (id != null) {
            flat.put("id", id);
        }
        flat.put("at", at.toString());
        flat.setAll(JournalJson.object(event));
        return flat;
    }
}
