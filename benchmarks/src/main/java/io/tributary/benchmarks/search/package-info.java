/** How well studies search, on a surrogate of a published benchmark. */
@NullMarked
package io.tributary.benchmarks.search;

import org.jspecify.annotations.NullMarked;
