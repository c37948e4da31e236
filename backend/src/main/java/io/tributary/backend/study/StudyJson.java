package io.tributary.backend.study;

import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Records to the JSON columns and back. */
final class StudyJson {
    /** A row of an earlier version lacks what came later; that is false or 0 then. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

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
