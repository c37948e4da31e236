package io.tributary.backend.model;

import java.time.Instant;

/**
 * A model that somebody uploaded to start tasks from.
 *
 * @param sha256 of the file; what {@code start.model} of a task names
 * @param name for people
 * @param bytes of the file
 * @param parameters numbers in it
 */
public record UploadedModel(String sha256, String name, long bytes, long parameters, Instant uploadedAt) {}
