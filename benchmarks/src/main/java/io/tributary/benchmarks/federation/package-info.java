/** What the federation costs around plain local training: CPU, time and memory. */
@NullMarked
package io.tributary.benchmarks.federation;

import org.jspecify.annotations.NullMarked;
