package io.tributary.backend.study;

import jakarta.persistence.LockModeType;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.Pageable;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;

/** Queries of the study rows. */
interface StudyRows extends JpaRepository<StudyEntity, String> {
    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select s from StudyEntity s where s.id = :id")
    Optional<StudyEntity> lock(String id);

    boolean existsByName(String name);

    List<StudyEntity> findByStateInOrderByCreatedAtAscIdAsc(Collection<StudyState> states);

    long countByStateIn(Collection<StudyState> states);

    @Query("select s from StudyEntity s where s.state in :states order by s.createdAt desc, s.id desc")
    Page<StudyEntity> newest(Collection<StudyState> states, Pageable page);
}
