package io.tributary.backend.journal;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.io.Serializable;
import org.jspecify.annotations.NullUnmarked;

/** The row of an artifact that a task's rounds hand on. */
@Entity
@Table(name = "memory")
@NullUnmarked
class MemoryEntity {
    @EmbeddedId
    private Key key;

    private String artifact;

    protected MemoryEntity() {}

    MemoryEntity(String task, String name, String artifact) {
        this.key = new Key(task, name);
        this.artifact = artifact;
    }

    String name() {
        return key.name();
    }

    String artifact() {
        return artifact;
    }

    @Embeddable
    record Key(
            @Column(name = "task_id") String taskId,
            @Column(name = "name") String name) implements Serializable {}
}
