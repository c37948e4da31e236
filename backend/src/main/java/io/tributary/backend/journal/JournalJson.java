package io.tributary.backend.journal;

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
}
