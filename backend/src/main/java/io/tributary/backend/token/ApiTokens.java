package io.tributary.backend.token;

import io.tributary.backend.account.Role;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The tokens that programs come with instead of a person's password. All calls block. */
@Component
public class ApiTokens {
    private static final String PREFIX = "tributary_api_";

    private final TokenDesk<ApiTokenEntity> desk;

    ApiTokens(ApiTokenRows rows, Clock clock) {
        this.desk = new TokenDesk<>(rows, clock);
    }

    /** The token with that secret, unless it is unknown, revoked or past its time. */
    public Optional<ApiToken> authenticate(String bearer) {
        Optional<ApiTokenEntity> found = desk.find(bearer)
                .filter(row -> row.expiresAt() == null || desk.now().isBefore(row.expiresAt()));
        found.ifPresent(desk::noteUse);
        return found.map(ApiTokens::view);
    }

    /** All that are not revoked, newest first. */
    public List<ApiToken> list() {
        return desk.list().stream().map(ApiTokens::view).toList();
    }

    Instant now() {
        return desk.now();
    }

    Fresh create(String name, Role role, @Nullable Instant expiresAt) {
        String secret = Secret.make(PREFIX);
        ApiTokenEntity row = new ApiTokenEntity(
                UUID.randomUUID().toString(), name, Secret.hash(secret), desk.now(), role, expiresAt);
        desk.add(row);
        return new Fresh(view(row), secret);
    }

    ApiToken revoke(String id) {
        return view(desk.revoke(id));
    }

    private static ApiToken view(ApiTokenEntity row) {
        return new ApiToken(row.id(), row.name(), row.role(), row.createdAt(), row.expiresAt(), row.lastUsedAt());
    }

    /**
     * A token without its secret.
     *
     * @param scope what it may do
     * @param expiresAt null: never
     * @param lastUsedAt to the minute; null while nobody came with it
     */
    public record ApiToken(
            String id,
            String name,
            Role scope,
            Instant createdAt,
            @Nullable Instant expiresAt,
            @Nullable Instant lastUsedAt) {}

    /** A token with the secret, which is not kept. */
    record Fresh(ApiToken token, String secret) {}
}
