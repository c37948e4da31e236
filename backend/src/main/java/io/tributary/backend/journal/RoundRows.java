package io.tributary.backend.journal;

import java.util.Collection;
import java.util.List;
import org.springframework.data.domain.Pageable;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Query;

/** Queries of the round rows. */
interface RoundRows extends JpaRepository<RoundEntity, InTask> {
    @Query("select r from RoundEntity r where r.key.taskId = :task and r.key.number > :after order by r.key.number")
    List<RoundEntity> of(String task, long after);

    @Query(
            "select new io.tributary.backend.journal.MeasuredAccuracy(r.key.number, r.accuracy) from RoundEntity r"
                    + " where r.key.taskId = :task and r.key.number in :rounds and r.accuracy is not null order by r.key.number")
    List<MeasuredAccuracy> accuracies(String task, Collection<Long> rounds);

    @Query("select count(r) from RoundEntity r where r.key.taskId = :task and r.key.number <= :last"
            + " and r.completed >= :updates")
    int countWith(String task, long last, int updates);

    @Query("select distinct r.model from RoundEntity r")
    List<String> models();

    @Query("select distinct r.model from RoundEntity r where r.key.taskId = :task")
    List<String> models(String task);

    @Query("select distinct r.model from RoundEntity r where r.model in :names")
    List<String> needed(Collection<String> names);

    @Query(
            "select r from RoundEntity r where r.key.taskId = :task and r.confusion is not null order by r.key.number desc")
    List<RoundEntity> lastEvaluated(String task, Pageable one);
}
