package io.tributary.backend.study;

import io.tributary.backend.leadership.Fence;
import io.tributary.backend.study.TrialView.ReportView;
import io.tributary.nashpo.trial.Intermediate;
import io.tributary.protocol.error.ErrorCode;
import io.tributary.protocol.error.TributaryException;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.PageRequest;
import org.springframework.stereotype.Component;

/**
 * The truth about studies, in the database. A writing call is one transaction of the leader that locks the study's row, so events are numbered without
 * gaps; watchers are told afterwards. All calls block.
 */
@Component
class StudyJournal {
    static final Set<StudyState> UNFINISHED = EnumSet.of(StudyState.QUEUED, StudyState.RUNNING, StudyState.PAUSED);

    private final StudyRows studies;
    private final TrialRows trials;
    private final RepeatRows repeats;
    private final StudyEventRows events;
    private final EntityManager entities;
    private final Fence fence;
    private final StudyHub hub;
    private final Clock clock;

    StudyJournal(
            StudyRows studies,
            TrialRows trials,
            RepeatRows repeats,
            StudyEventRows events,
            EntityManager entities,
            Fence fence,
            StudyHub hub,
            Clock clock) {
        this.studies = studies;
        this.trials = trials;
        this.repeats = repeats;
        this.events = events;
        this.entities = entities;
        this.fence = fence;
        this.hub = hub;
        this.clock = clock;
    }

    /**
     * A new study.
     *
     * @throws TributaryException NAME_TAKEN
     */
    void create(StudyRecord study) {
        try {
            fence.write(() -> {
                if (studies.existsByName(study.name())) {
                    throw nameTaken(study.name());
                }
                StudyEntity entity = new StudyEntity(study);
                entities.persist(entity);
                entities.flush();
                append(entity, new StudyEvent.StateChanged(null, study.state(), null));
                return true;
            });
        } catch (DataIntegrityViolationException e) {
            // Someone else took the name between the look and the insert.
            throw nameTaken(study.name());
        }
    }

    private static TributaryException nameTaken(String name) {
        return TributaryException.ofField(
                ErrorCode.NAME_TAKEN,
                "name",
                "There is a study named \"" + name
                        + "\" already; choose another name, or leave it out to have one made up.");
    }

    boolean exists(String name) {
        return studies.existsByName(name);
    }

    Optional<StudyRecord> find(String id) {
        return studies.findById(id).map(StudyEntity::study);
    }

    /** @throws TributaryException NOT_FOUND */
    StudyRecord study(String id) {
        return find(id).orElseThrow(() -> new TributaryException(
                ErrorCode.NOT_FOUND,
                "There is no study " + (id.length() <= 64 ? id : id.substring(0, 61) + "...") + "."));
    }

    /** Those in one of the states, oldest first. */
    List<StudyRecord> in(Collection<StudyState> states) {
        return studies.findByStateInOrderByCreatedAtAscIdAsc(states).stream()
                .map(StudyEntity::study)
                .toList();
    }

    long unfinished() {
        return studies.countByStateIn(UNFINISHED);
    }

    Page<StudyRecord> newest(Collection<StudyState> states, int page, int size) {
        return studies.newest(states, PageRequest.of(page, size)).map(StudyEntity::study);
    }

    /** In the order of their numbers. */
    List<Tried> trials(String id) {
        return trials.of(id).stream().map(TrialEntity::tried).toList();
    }

    List<Repeated> repeats(String id) {
        return repeats.of(id).stream().map(RepeatEntity::repeated).toList();
    }

    List<SeenStudyEvent> events(String id, long after, int limit) {
        return events.after(id, after, PageRequest.of(0, limit)).stream()
                .map(StudyEventEntity::event)
                .toList();
    }

    /** @return false, and nothing is changed, where the study has another state by now */
    boolean changeState(String id, StudyState expected, StudyState next, @Nullable String reason) {
        return change(id, study -> study.state() == expected, study -> {
            study.changeState(next, reason, clock.instant());
            append(study, new StudyEvent.StateChanged(expected, next, reason));
        });
    }

    /** A trial that has not begun. @return false, and nothing is kept, where the study does not run any more */
    boolean begin(String id, Tried tried) {
        return change(id, StudyJournal::runs, study -> {
            entities.persist(new TrialEntity(id, tried));
            append(study, new StudyEvent.TrialStarted(TrialView.of(tried)));
        });
    }

    /** A trial that had stopped goes on. @return false, and nothing is kept, where the study does not run any more */
    boolean goOn(String id, Tried tried) {
        return change(id, StudyJournal::runs, study -> {
            entities.merge(new TrialEntity(id, tried));
            append(study, new StudyEvent.TrialStarted(TrialView.of(tried)));
        });
    }

    /** As {@link #begin(String, Tried)}, for a repeat. */
    boolean begin(String id, Repeated repeated) {
        return change(id, StudyJournal::runs, study -> {
            entities.persist(new RepeatEntity(id, repeated));
            append(study, new StudyEvent.RepeatChanged(RepeatView.of(repeated)));
        });
    }

    /** What nobody needs to be told. */
    void keep(String id, Tried tried) {
        change(id, study -> true, study -> entities.merge(new TrialEntity(id, tried)));
    }

    void keep(String id, Repeated repeated) {
        change(id, study -> true, study -> entities.merge(new RepeatEntity(id, repeated)));
    }

    /** A trial has reported. */
    void reported(String id, Tried tried, Intermediate report) {
        change(id, study -> true, study -> {
            entities.merge(new TrialEntity(id, tried));
            append(study, new StudyEvent.Reported(tried.number(), ReportView.of(report)));
        });
    }

    void ended(String id, Tried tried) {
        change(id, study -> true, study -> {
            entities.merge(new TrialEntity(id, tried));
            append(study, new StudyEvent.TrialEnded(TrialView.withoutReports(tried)));
        });
    }

    void ended(String id, Repeated repeated) {
        change(id, study -> true, study -> {
            entities.merge(new RepeatEntity(id, repeated));
            append(study, new StudyEvent.RepeatChanged(RepeatView.of(repeated)));
        });
    }

    /** With its trials and events. */
    void delete(String id) {
        fence.write(() -> {
            studies.deleteById(id);
            return true;
        });
        hub.changed(id);
    }

    private static boolean runs(StudyEntity study) {
        return study.state() == StudyState.RUNNING;
    }

    private boolean change(String id, Predicate<StudyEntity> allowed, Consumer<StudyEntity> change) {
        boolean changed = fence.write(() -> {
            Optional<StudyEntity> study = studies.lock(id).filter(allowed);
            study.ifPresent(change);
            return study.isPresent();
        });
        if (changed) {
            hub.changed(id);
        }
        return changed;
    }

    private void append(StudyEntity study, StudyEvent event) {
        entities.persist(new StudyEventEntity(study.id(), study.nextEvent(), clock.instant(), event));
    }
}
