/**
 * Deals the examples of a data set to virtual clients: every example to exactly one client, every client at least one.
 *
 * <p>Reads labels, a partition spec and the task's seed; the same three give the same partition on every machine. A new
 * scheme is one file here and one line in {@link io.tributary.worker.partition.Partitioners}. Next: {@code training}.
 */
@NullMarked
package io.tributary.worker.partition;

import org.jspecify.annotations.NullMarked;
