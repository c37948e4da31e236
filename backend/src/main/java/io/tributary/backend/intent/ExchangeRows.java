package io.tributary.backend.intent;

import java.time.Instant;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.Pageable;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.transaction.annotation.Transactional;

/** Queries of the questions to language models. */
interface ExchangeRows extends JpaRepository<ExchangeEntity, Long> {
    @Query("select e from ExchangeEntity e order by e.id desc")
    Page<ExchangeEntity> newest(Pageable page);

    @Query("select coalesce(sum(e.tokens), 0) from ExchangeEntity e where e.at >= :since")
    long tokens(Instant since);

    @Modifying
    @Transactional
    @Query("delete from ExchangeEntity e where e.id <= :last")
    void forget(long last);
}
