package io.tributary.backend.study;

import java.util.List;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Query;

/** Queries of the trial rows. */
interface TrialRows extends JpaRepository<TrialEntity, InStudy> {
    @Query("select t from TrialEntity t where t.key.studyId = :study order by t.key.number")
    List<TrialEntity> of(String study);
}
