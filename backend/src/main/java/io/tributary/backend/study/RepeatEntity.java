package io.tributary.backend.study;

import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import org.jspecify.annotations.NullUnmarked;

/** The row of a repeat. */
@Entity
@Table(name = "trial_repeat")
@NullUnmarked
class RepeatEntity {
    /** Only the database reads it: the record holds the number too. */
    @EmbeddedId
    @SuppressWarnings("UnusedVariable")
    private InStudy key;

    private String taskId;
    private boolean submitted;
    private String body;

    protected RepeatEntity() {}

    RepeatEntity(String study, Repeated repeated) {
        key = new InStudy(study, repeated.repeat().number());
        taskId = repeated.taskId();
        submitted = repeated.submitted();
        body = StudyJson.write(repeated.repeat());
    }

    Repeated repeated() {
        return new Repeated(StudyJson.read(body, Repeat.class), taskId, submitted);
    }
}
