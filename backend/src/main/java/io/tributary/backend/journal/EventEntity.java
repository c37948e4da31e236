package io.tributary.backend.journal;

import io.tributary.orchestrator.journal.TaskEvent;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.NullUnmarked;

/** The row of an event. */
@Entity
@Table(name = "event")
@NullUnmarked
class EventEntity {
    @EmbeddedId
    private InTask key;

    private Instant at;
    private String body;

    protected EventEntity() {}

    EventEntity(String task, SeenEvent event) {
        key = new InTask(task, event.id());
        at = event.at();
        body = JournalJson.write(event.event());
    }

    SeenEvent event() {
        return new SeenEvent(key.number(), at, JournalJson.read(body, TaskEvent.class));
    }
}
