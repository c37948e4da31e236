package io.tributary.backend.journal;

import io.tributary.orchestrator.journal.TaskEvent;
import tools.jackson.databind.json.JsonMapper;

/** Records to the JSON columns and back. */
final class JournalJson {
    private static final JsonMapper JSON = JsonMapper.shared();

    private JournalJson() {}

    static String write(Object value) {
        return JSON.writeValueAsString(value);
    }

    static <T> T read(String json, Class<T> type) {
        return JSON.readValue(json, type);
    }

    static String write(TaskEvent event) {
        // Named as the interface, or the type would be left out.
        return JSON.writerFor(TaskEvent.class).writeValueAsString(event);
    }
}
