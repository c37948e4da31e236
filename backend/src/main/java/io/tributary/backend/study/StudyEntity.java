package io.tributary.backend.study;

import io.tributary.nashpo.portfolio.Portfolio;
import io.tributary.nashpo.study.StudySpec;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.NullUnmarked;

/** The row of a study. */
@Entity
@Table(name = "study")
@NullUnmarked
class StudyEntity {
    private static final int LONGEST_REASON = 4000;

    @Id
    private String id;

    private String name;

    @Enumerated(EnumType.STRING)
    private StudyState state;

    private String spec;
    private String portfolio;
    private String checkPlan;
    private Instant createdAt;
    private Instant startedAt;
    private Instant endedAt;
    private String reason;
    private long events;

    protected StudyEntity() {}

    StudyEntity(StudyRecord study) {
        id = study.id();
        name = study.name();
        state = study.state();
        spec = StudyJson.write(study.spec());
        portfolio = StudyJson.write(study.portfolio());
        checkPlan = StudyJson.write(study.check());
        createdAt = study.createdAt();
    }

    StudyRecord study() {
        return new StudyRecord(
                id,
                name,
                state,
                StudyJson.read(spec, StudySpec.class),
                List.of(StudyJson.read(portfolio, Portfolio.Entry[].class)),
                StudyJson.read(checkPlan, CheckPlan.class),
                createdAt,
                startedAt,
                endedAt,
                reason,
                events);
    }

    String id() {
        return id;
    }

    StudyState state() {
        return state;
    }

    void changeState(StudyState next, String why, Instant at) {
        state = next;
        reason = why == null || why.length() <= LONGEST_REASON ? why : why.substring(0, LONGEST_REASON);
        if (next == StudyState.RUNNING && startedAt == null) {
            startedAt = at;
        }
        if (next.ended()) {
            endedAt = at;
        }
    }

    /** The number of the next event. */
    long nextEvent() {
        return ++events;
    }
}
