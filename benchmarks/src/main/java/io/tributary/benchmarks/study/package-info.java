/** What studies find on real data, against the defaults and against plain optimisers with the same budget. */
@NullMarked
package io.tributary.benchmarks.study;

import org.jspecify.annotations.NullMarked;
