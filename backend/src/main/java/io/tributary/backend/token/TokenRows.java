package io.tributary.backend.token;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.NoRepositoryBean;
import org.springframework.transaction.annotation.Transactional;

/** Queries of the rows of one kind of token. */
@NoRepositoryBean
interface TokenRows<T extends TokenEntity> extends JpaRepository<T, String> {
    @Query("select t from #{#entityName} t where t.hash = :hash and t.revokedAt is null")
    Optional<T> living(String hash);

    @Query("select t from #{#entityName} t where t.revokedAt is null order by t.createdAt desc, t.id")
    List<T> allLiving();

    @Query("select count(t) > 0 from #{#entityName} t where t.liveName = :name")
    boolean nameTaken(String name);

    @Modifying
    @Transactional
    @Query("update #{#entityName} t set t.lastUsedAt = :now where t.id = :id")
    void used(String id, Instant now);
}
