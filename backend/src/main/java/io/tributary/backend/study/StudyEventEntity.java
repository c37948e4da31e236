package io.tributary.backend.study;

import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.NullUnmarked;

/** The row of an event. */
@Entity
@Table(name = "study_event")
@NullUnmarked
class StudyEventEntity {
    @EmbeddedId
    private InStudy key;

    private Instant at;
    private String body;

    protected StudyEventEntity() {}

    StudyEventEntity(String study, long number, Instant at, StudyEvent event) {
        key = new InStudy(study, number);
        this.at = at;
        body = StudyJson.write(event);
    }

    SeenStudyEvent event() {
        return new SeenStudyEvent(key.number(), at, body);
    }
}
