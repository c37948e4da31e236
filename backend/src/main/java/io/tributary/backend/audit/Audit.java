package io.tributary.backend.audit;

import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.PageRequest;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** The audit log: the newest hundred thousand lines, so that someone who only makes failures cannot fill the disk. */
@Component
public class Audit {
    private static final Logger LOG = LoggerFactory.getLogger(Audit.class);
    private static final long KEPT = 100_000;
    private static final long FORGETS_EVERY = 1_000;

    private final AuditRows rows;
    private final Clock clock;

    Audit(AuditRows rows, Clock clock) {
        this.rows = rows;
        this.clock = clock;
    }

    /** Notes it. What was done stays done where that fails; then the server's log has it. */
    public Mono<Void> note(Deed deed) {
        return Mono.<Void>fromRunnable(() -> write(deed))
                .subscribeOn(Schedulers.boundedElastic())
                .onErrorResume(e -> {
                    LOG.error("The audit log cannot be written: {}", deed, e);
                    return Mono.empty();
                });
    }

    private void write(Deed deed) {
        long id = rows.save(new AuditEntity(clock.instant(), deed)).id();
        if (id % FORGETS_EVERY == 0) {
            rows.forget(id - KEPT);
        }
    }

    /** A page of it, newest first. Blocks. */
    public Page<AuditEntry> page(int page, int size) {
        return rows.newest(PageRequest.of(page, size)).map(AuditEntity::entry);
    }
}
