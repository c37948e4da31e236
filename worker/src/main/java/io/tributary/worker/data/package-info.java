/**
 * Data sets, resident in memory: normalised 32-bit floats and labels, ready to be copied row by row into a batch.
 *
 * <p>Reads files of fixed names and formats from folders that the operator chose; never a path that a task names. A data
 * set that cannot be read stays unlisted with its problem, so that the worker still starts. Next: {@code partition}
 * deals the examples to clients.
 */
@NullMarked
package io.tributary.worker.data;

import org.jspecify.annotations.NullMarked;
