package io.tributary.backend.token;

import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.NullUnmarked;

/** The row of a worker's token. */
@Entity
@Table(name = "worker_token")
@NullUnmarked
class WorkerTokenEntity extends TokenEntity {
    protected WorkerTokenEntity() {}

    WorkerTokenEntity(String id, String name, String hash, Instant at) {
        super(id, name, hash, at);
    }
}
