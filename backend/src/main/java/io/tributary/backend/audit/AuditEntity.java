package io.tributary.backend.audit;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.NullUnmarked;

/** The row of what someone did. */
@Entity
@Table(name = "audit")
@NullUnmarked
class AuditEntity {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private Long id;

    private Instant at;
    private String who;
    private String address;
    private String what;
    private String target;
    private String outcome;

    protected AuditEntity() {}

    AuditEntity(Instant at, Deed deed) {
        this.at = at;
        this.who = deed.who();
        this.address = deed.address();
        this.what = deed.what();
        this.target = deed.target();
        this.outcome = deed.outcome();
    }

    Long id() {
        return id;
    }

    AuditEntry entry() {
        return new AuditEntry(at, who, address, what, target, outcome);
    }
}
