package io.tributary.backend.token;

import io.tributary.backend.account.Role;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.NullUnmarked;

/** The row of an API token. */
@Entity
@Table(name = "api_token")
@NullUnmarked
class ApiTokenEntity extends TokenEntity {
    @Enumerated(EnumType.STRING)
    private Role role;

    private Instant expiresAt;

    protected ApiTokenEntity() {}

    ApiTokenEntity(String id, String name, String hash, Instant at, Role role, Instant expiresAt) {
        super(id, name, hash, at);
        this.role = role;
        this.expiresAt = expiresAt;
    }

    Role role() {
        return role;
    }

    Instant expiresAt() {
        return expiresAt;
    }
}
