package io.tributary.backend.journal;

import java.util.List;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Query;

/** Queries of the client rows. */
interface ClientRows extends JpaRepository<ClientEntity, InTask> {
    @Query("select c from ClientEntity c where c.key.taskId = :task order by c.key.number")
    List<ClientEntity> of(String task);
}
