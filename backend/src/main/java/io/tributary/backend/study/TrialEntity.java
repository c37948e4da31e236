package io.tributary.backend.study;

import io.tributary.nashpo.trial.Trial;
import io.tributary.protocol.task.TaskSpec;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.NullUnmarked;

/** The row of a trial. */
@Entity
@Table(name = "trial")
@NullUnmarked
class TrialEntity {
    /** Only the database reads it: the record holds the number too. */
    @EmbeddedId
    @SuppressWarnings("UnusedVariable")
    private InStudy key;

    private String taskId;
    private boolean submitted;
    private String stopping;
    private String spec;
    private String body;
    private Instant startedAt;
    private Instant endedAt;

    protected TrialEntity() {}

    TrialEntity(String study, Tried tried) {
        key = new InStudy(study, tried.number());
        taskId = tried.taskId();
        submitted = tried.submitted();
        stopping = tried.stopping();
        spec = StudyJson.write(tried.spec());
        body = StudyJson.write(tried.trial());
        startedAt = tried.startedAt();
        endedAt = tried.endedAt();
    }

    Tried tried() {
        return new Tried(
                StudyJson.read(body, Trial.class),
                StudyJson.read(spec, TaskSpec.class),
                taskId,
                submitted,
                stopping,
                startedAt,
                endedAt);
    }
}
