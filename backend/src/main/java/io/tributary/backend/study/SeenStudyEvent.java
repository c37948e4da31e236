package io.tributary.backend.study;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonValue;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;

/**
 * An event as watchers see it: one flat JSON object of id, at, type and what the type brings.
 *
 * @param id number in its study, from 1
 * @param body a {@link StudyEvent} as JSON
 */
@Schema(type = "object")
record SeenStudyEvent(long id, Instant at, String body) {

    @JsonValue
    @JsonRawValue
    String json() {
        // The event is an object with a type at least.
        return "{\"id\":" + id + ",\"at\":\"" + at + "\"," + body.substring(1);
    }
}
