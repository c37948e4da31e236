/**
 * Which of the servers that share a database works on its tasks. One leads, the others stand by: they answer 503 and take over when
 * the leader has been silent for a while. Each take-over is a new epoch; what was begun under an older one can neither be
 * committed ({@link io.tributary.backend.leadership.Fence}) nor touch the artifacts
 * ({@link io.tributary.backend.leadership.ArtifactFolder}), however late it wakes up.
 */
@NullMarked
package io.tributary.backend.leadership;

import org.jspecify.annotations.NullMarked;
