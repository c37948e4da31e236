/**
 * {@code /api/v1/tasks}: create, look, pause, resume, cancel, delete; and what a task will cost.
 */
@NullMarked
package io.tributary.backend.task;

import org.jspecify.annotations.NullMarked;
