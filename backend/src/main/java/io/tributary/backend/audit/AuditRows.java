package io.tributary.backend.audit;

import org.springframework.data.domain.Page;
import org.springframework.data.domain.Pageable;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.transaction.annotation.Transactional;

/** Queries of the audit log. */
interface AuditRows extends JpaRepository<AuditEntity, Long> {
    @Query("select a from AuditEntity a order by a.id desc")
    Page<AuditEntity> newest(Pageable page);

    @Modifying
    @Transactional
    @Query("delete from AuditEntity a where a.id <= :last")
    void forget(long last);
}
