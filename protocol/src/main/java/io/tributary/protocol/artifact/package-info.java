/**
 * Stored bytes named by their SHA-256: models, and the updates of the round in progress.
 *
 * <p>Server and worker share the {@link io.tributary.protocol.artifact.ArtifactStore} interface; an artifact that is there
 * is whole, because it appears under its name only after its last byte was hashed.
 */
@NullMarked
package io.tributary.protocol.artifact;

import org.jspecify.annotations.NullMarked;
