package io.tributary.backend.model;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.NullUnmarked;

/** The row of an uploaded model. */
@Entity
@Table(name = "uploaded_model")
@NullUnmarked
class UploadedModelEntity {
    @Id
    private String sha256;

    private String name;
    private long sizeBytes;
    private long parameters;
    private Instant uploadedAt;

    protected UploadedModelEntity() {}

    UploadedModelEntity(UploadedModel model) {
        this.sha256 = model.sha256();
        this.name = model.name();
        this.sizeBytes = model.bytes();
        this.parameters = model.parameters();
        this.uploadedAt = model.uploadedAt();
    }

    UploadedModel model() {
        return new UploadedModel(sha256, name, sizeBytes, parameters, uploadedAt);
    }
}
