package io.tributary.backend.study;

import java.util.List;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Query;

/** Queries of the repeat rows. */
interface RepeatRows extends JpaRepository<RepeatEntity, InStudy> {
    @Query("select r from RepeatEntity r where r.key.studyId = :study order by r.key.number")
    List<RepeatEntity> of(String study);
}
