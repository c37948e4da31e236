/** How fast updates are joined, against a plain copy loop. */
@NullMarked
package io.tributary.benchmarks.aggregation;

import org.jspecify.annotations.NullMarked;
