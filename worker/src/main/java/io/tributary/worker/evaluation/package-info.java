/**
 * Tests weights on a slice of the held-out examples. Slices add up: the server may ask several workers, and joins their
 * sums in the order of the slices.
 */
@NullMarked
package io.tributary.worker.evaluation;

import org.jspecify.annotations.NullMarked;
