package io.tributary.backend.token;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The tokens that workers at other sites come with. All calls block. */
@Component
public class WorkerTokens {
    /** What a worker's token begins with. */
    public static final String PREFIX = "tributary_worker_";

    private final TokenDesk<WorkerTokenEntity> desk;
    private final List<Consumer<String>> listeners = new CopyOnWriteArrayList<>();

    WorkerTokens(WorkerTokenRows rows, Clock clock) {
        this.desk = new TokenDesk<>(rows, clock);
    }

    /** Whose token that is; nobody's if it is unknown or revoked. */
    public Optional<Site> authenticate(String bearer) {
        Optional<WorkerTokenEntity> found = desk.find(bearer);
        found.ifPresent(desk::noteUse);
        return found.map(row -> new Site(row.id(), row.name()));
    }

    /** Is told the id of each site whose token opens nothing any more, so that what it opened can be closed. */
    public void onRevoked(Consumer<String> siteId) {
        listeners.add(siteId);
    }

    /** All that live, newest first. */
    public List<WorkerToken> list() {
        return desk.list().stream().map(WorkerTokens::view).toList();
    }

    Fresh create(String name) {
        String secret = Secret.make(PREFIX);
        WorkerTokenEntity row =
                new WorkerTokenEntity(UUID.randomUUID().toString(), name, Secret.hash(secret), desk.now());
        desk.add(row);
        return new Fresh(view(row), secret);
    }

    Fresh rotate(String id) {
        String secret = Secret.make(PREFIX);
        WorkerToken token = view(desk.rotate(id, secret));
        listeners.forEach(each -> each.accept(id));
        return new Fresh(token, secret);
    }

    WorkerToken revoke(String id) {
        WorkerToken token = view(desk.revoke(id));
        listeners.forEach(each -> each.accept(id));
        return token;
    }

    private static WorkerToken view(WorkerTokenEntity row) {
        return new WorkerToken(row.id(), row.name(), row.createdAt(), row.lastUsedAt());
    }

    /**
     * A token without its secret.
     *
     * @param name of the site
     * @param lastUsedAt to the minute; null while nobody came with it
     */
    public record WorkerToken(
            String id,
            String name,
            Instant createdAt,
            @Nullable Instant lastUsedAt) {}

    /** A token with the secret, which is not kept. */
    record Fresh(WorkerToken token, String secret) {}
}
