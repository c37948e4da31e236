package io.tributary.backend.journal;

import io.tributary.orchestrator.journal.TaskEvent;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

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

    static ObjectNode object() {
        return JSON.createObjectNode();
    }

    static ObjectNode object(TaskEvent event) {
        return (ObjectNode) JSON.readTree(JSON.writerFor(TaskEvent.class).writeValueAsBytes(event));
    }
}
