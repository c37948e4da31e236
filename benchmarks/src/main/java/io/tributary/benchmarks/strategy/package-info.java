/** What aggregation strategies, attacks on them, noise for privacy and unequal participation come to, in whole tasks. */
@NullMarked
package io.tributary.benchmarks.strategy;

import org.jspecify.annotations.NullMarked;
