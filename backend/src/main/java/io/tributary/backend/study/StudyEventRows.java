package io.tributary.backend.study;

import java.util.List;
import org.springframework.data.domain.Pageable;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Query;

/** Queries of the rows of studies' events. */
interface StudyEventRows extends JpaRepository<StudyEventEntity, InStudy> {
    @Query(
            "select e from StudyEventEntity e where e.key.studyId = :study and e.key.number > :after order by e.key.number")
    List<StudyEventEntity> after(String study, long after, Pageable limit);
}
