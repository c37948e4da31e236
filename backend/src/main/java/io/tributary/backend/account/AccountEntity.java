package io.tributary.backend.account;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.NullUnmarked;

/** The row of an account. Every change counts its version up. */
@Entity
@Table(name = "account")
@NullUnmarked
class AccountEntity {
    @Id
    private String name;

    private String hash;

    @Enumerated(EnumType.STRING)
    private Role role;

    private boolean disabled;
    private int version;
    private Instant createdAt;

    protected AccountEntity() {}

    AccountEntity(String name, String hash, Role role, Instant at) {
        this.name = name;
        this.hash = hash;
        this.role = role;
        this.createdAt = at;
    }

    String hash() {
        return hash;
    }

    void change(String newHash, Role newRole, boolean nowDisabled) {
        hash = newHash;
        role = newRole;
        disabled = nowDisabled;
        version++;
    }

    Person person() {
        return new Person(name, role, version);
    }

    boolean enabled() {
        return !disabled;
    }

    Account account() {
        return new Account(name, role, disabled, createdAt);
    }
}
