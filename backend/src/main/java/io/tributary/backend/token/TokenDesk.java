package io.tributary.backend.token;

import io.tributary.protocol.error.ErrorCode;
import io.tributary.protocol.error.TributaryException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.dao.DataIntegrityViolationException;

/** What can be done with tokens of any kind. All calls block. */
final class TokenDesk<T extends TokenEntity> {
    /** A worker asks many times a second; when a token was last used need not be known better than this. */
    private static final Duration USE_IS_NOTED_EVERY = Duration.ofMinutes(1);

    private final TokenRows<T> rows;
    private final Clock clock;

    TokenDesk(TokenRows<T> rows, Clock clock) {
        this.rows = rows;
        this.clock = clock;
    }

    Instant now() {
        return clock.instant();
    }

    /** The living token with that secret. */
    Optional<T> find(String secret) {
        String hash = Secret.hash(secret);
        return rows.living(hash).filter(row -> Secret.same(row.hash(), hash));
    }

    void noteUse(T row) {
        Instant now = now();
        Instant last = row.lastUsedAt();
        if (last == null || last.plus(USE_IS_NOTED_EVERY).isBefore(now)) {
            rows.used(row.id(), now);
        }
    }

    List<T> list() {
        return rows.allLiving();
    }

    /**
     * Keeps a new one.
     *
     * @throws TributaryException NAME_TAKEN where a living one has its name
     */
    void add(T row) {
        if (rows.nameTaken(row.name())) {
            throw taken(row);
        }
        try {
            rows.save(row);
        } catch (DataIntegrityViolationException e) {
            // Another one took the name in between; the cause would tell the hash.
            throw taken(row);
        }
    }

    private static TributaryException taken(TokenEntity row) {
        return TributaryException.ofField(
                ErrorCode.NAME_TAKEN,
                "name",
                "There is a token named " + row.name() + " already; revoke or rotate it, or take another name.");
    }

    /** @throws TributaryException NOT_FOUND where no living token has that id */
    T get(String id) {
        return rows.findById(id)
                .filter(TokenEntity::live)
                .orElseThrow(() -> new TributaryException(
                        ErrorCode.NOT_FOUND, "There is no such token; it may have been revoked already."));
    }

    T revoke(String id) {
        T row = get(id);
        row.revoke(now());
        return rows.save(row);
    }

    T rotate(String id, String secret) {
        T row = get(id);
        row.rotate(Secret.hash(secret));
        return rows.save(row);
    }
}
