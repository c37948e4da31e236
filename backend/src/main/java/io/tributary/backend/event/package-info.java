/**
 * {@code /api/v1/tasks/{id}/events}: the history as JSON, or history and tail as a stream.
 */
@NullMarked
package io.tributary.backend.event;

import org.jspecify.annotations.NullMarked;
