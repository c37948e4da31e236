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
    String FOUND = "select t from TaskEntity t where t.state in :states and lower(t.name) like :name escape '!' ";

    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select t from TaskEntity t where t.id = :id")
    Optional<TaskEntity> lock(String id);

    boolean existsByName(String name);

    List<TaskEntity> findByStateInOrderByCreatedAtAscIdAsc(Collection<TaskState> states);

    @Query(
            "select count(t) from TaskEntity t where t.state in :unfinished and not (t.state = :paused and t.study is not null)")
    long waitingOrRunning(Collection<TaskState> unfinished, TaskState paused);

    @Query("select t.id from TaskEntity t where t.state = :state and t.reason is not null")
    List<String> held(TaskState state);

    /** @param name a pattern in lower case, with ! before what is meant literally */
    @Query(FOUND + "order by t.createdAt desc, t.id desc")
    Page<TaskEntity> newest(Collection<TaskState> states, String name, Pageable page);

    /** As {@link #newest} without those of studies. */
    @Query(FOUND + "and t.study is null order by t.createdAt desc, t.id desc")
    Page<TaskEntity> newestOwn(Collection<TaskState> states, String name, Pageable page);

    /** Probes in any state, newest first. */
    @Query("select t from TaskEntity t where t.probe = true order by t.createdAt desc, t.id desc")
    List<TaskEntity> probes(Pageable page);

    /** As {@link #newestOwn}, without probes. */
    @Query("select t from TaskEntity t where t.state in :states and t.study is null and t.probe = false"
            + " order by t.createdAt desc, t.id desc")
    List<TaskEntity> whole(Collection<TaskState> states, Pageable page);

    /** As {@link #newestOwn}, but those that are in one of the states {@code first} come before all others. */
    @Query(FOUND
            + "and t.study is null order by case when t.state in :first then 0 else 1 end, t.createdAt desc, t.id desc")
    Page<TaskEntity> newestAfter(Collection<TaskState> first, Collection<TaskState> states, String name, Pageable page);

    @Query("select t.model from TaskEntity t where t.model is not null")
    List<String> models();

    @Query("select t.initialModel from TaskEntity t where t.initialModel is not null")
    List<String> initialModels();

    @Query("select t.model from TaskEntity t where t.model in :names"
            + " union select t.initialModel from TaskEntity t where t.initialModel in :names")
    List<String> needed(Collection<String> names);
}
