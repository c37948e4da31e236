package io.tributary.backend.journal;

import java.util.Collection;
import java.util.List;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;

/** Queries of the memory rows. */
interface MemoryRows extends JpaRepository<MemoryEntity, MemoryEntity.Key> {
    @Query("select m from MemoryEntity m where m.key.taskId = :task")
    List<MemoryEntity> of(String task);

    @Modifying
    @Query("delete from MemoryEntity m where m.key.taskId = :task")
    void deleteOf(String task);

    @Query("select distinct m.artifact from MemoryEntity m")
    List<String> artifacts();

    @Query("select distinct m.artifact from MemoryEntity m where m.artifact in :names")
    List<String> needed(Collection<String> names);
}
