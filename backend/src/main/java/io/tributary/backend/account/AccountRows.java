package io.tributary.backend.account;

import java.util.List;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Query;

/** Queries of the accounts. */
interface AccountRows extends JpaRepository<AccountEntity, String> {
    @Query("select a from AccountEntity a order by a.name")
    List<AccountEntity> byName();

    @Query("select count(a) from AccountEntity a where a.role = :role and a.disabled = false and a.name <> :name")
    long othersEnabled(Role role, String name);
}
