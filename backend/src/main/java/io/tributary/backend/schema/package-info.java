/**
 * {@code /api/v1/task-schema} and {@code /api/v1/strategies}: what may stand in a task spec.
 */
@NullMarked
package io.tributary.backend.schema;

import org.jspecify.annotations.NullMarked;
