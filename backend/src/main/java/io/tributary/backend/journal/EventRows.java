package io.tributary.backend.journal;

import java.util.List;
import org.springframework.data.domain.Pageable;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Query;

/** Queries of the event rows. */
interface EventRows extends JpaRepository<EventEntity, InTask> {
    @Query("select e from EventEntity e where e.key.taskId = :task and e.key.number > :after order by e.key.number")
    List<EventEntity> after(String task, long after, Pageable limit);

    @Query(
            "select e from EventEntity e where e.key.taskId = :task and e.key.number < :before order by e.key.number desc")
    List<EventEntity> newest(String task, long before, Pageable limit);
}
