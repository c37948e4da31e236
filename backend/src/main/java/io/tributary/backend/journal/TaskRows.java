package io.tributary.backend.journal;

import io.tributary.orchestrator.task.TaskState;
import jakarta.persistence.LockModeType;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.Pageable;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;

/** Queries of the task rows. */
interface TaskRows extends JpaRepository<TaskEntity, String> {
    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select t from TaskEntity t where t.id = :id")
    Optional<TaskEntity> lock(String id);

    boolean existsByName(String name);

    List<TaskEntity> findByStateInOrderByCreatedAtAscIdAsc(Collection<TaskState> states);

    Page<TaskEntity> findByStateInOrderByCreatedAtDescIdDesc(Collection<TaskState> states, Pageable page);

    @Query("select t.model from TaskEntity t where t.model is not null")
    List<String> models();

    @Query("select t.initialModel from TaskEntity t where t.initialModel is not null")
    List<String> initialModels();

    @Query("select t.model from TaskEntity t where t.model in :names"
            + " union select t.initialModel from TaskEntity t where t.initialModel in :names")
    List<String> needed(Collection<String> names);
}
