package io.tributary.backend.model;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The forms a model can be downloaded in. */
enum ModelFormat {
    /** The model artifact itself: its SHA-256 is the task's {@code modelSha256}. */
    SAFETENSORS("application/octet-stream", ".safetensors"),
    /** A zip of the artifact and a {@code model.py} that loads it with plain PyTorch. */
    PYTORCH("application/zip", ".zip"),
    /** Names, shapes and numbers. */
    JSON("application/json", ".json");

    private final String mediaType;
    private final String suffix;

    ModelFormat(String mediaType, String suffix) {
        this.mediaType = mediaType;
        this.suffix = suffix;
    }

    static Optional<ModelFormat> find(String id) {
        return Arrays.stream(values()).filter(format -> format.id().equals(id)).findFirst();
    }

    static List<String> ids() {
        return Arrays.stream(values()).map(ModelFormat::id).toList();
    }

    String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    String mediaType() {
        return mediaType;
    }

    String suffix() {
        return suffix;
    }
}
