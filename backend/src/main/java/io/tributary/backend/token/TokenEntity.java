package io.tributary.backend.token;

import jakarta.persistence.Id;
import jakarta.persistence.MappedSuperclass;
import java.time.Instant;
import org.jspecify.annotations.NullUnmarked;

/** What the rows of all tokens have: a name that is taken while the token lives, and the hash of the secret. */
@MappedSuperclass
@NullUnmarked
abstract class TokenEntity {
    @Id
    private String id;

    private String name;
    /** Queries read it. */
    @SuppressWarnings("UnusedVariable")
    private String liveName;

    private String hash;
    private Instant createdAt;
    private Instant lastUsedAt;
    private Instant revokedAt;

    protected TokenEntity() {}

    TokenEntity(String id, String name, String hash, Instant at) {
        this.id = id;
        this.name = name;
        this.liveName = name;
        this.hash = hash;
        this.createdAt = at;
    }

    String id() {
        return id;
    }

    String name() {
        return name;
    }

    String hash() {
        return hash;
    }

    Instant createdAt() {
        return createdAt;
    }

    Instant lastUsedAt() {
        return lastUsedAt;
    }

    boolean live() {
        return revokedAt == null;
    }

    /** The secret it had opens nothing any more. */
    void rotate(String newHash) {
        hash = newHash;
    }

    void revoke(Instant at) {
        revokedAt = at;
        liveName = null;
    }
}
