package io.tributary.backend.study;

import tools.jackson.databind.json.JsonMapper;

/** Records to the JSON columns and back. */
final class StudyJson {
    private static final JsonMapper JSON = JsonMapper.shared();

    private StudyJson() {}

    static String write(Object value) {
        return JSON.writeValueAsString(value);
    }

    static <T> T read(String json, Class<T> type) {
        return JSON.readValue(json, type);
    }

    static String write(StudyEvent event) {
        // Named as the interface, or the type would be left out.
        return JSON.writerFor(StudyEvent.class).writeValueAsString(event);
    }
}
