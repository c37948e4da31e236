/** What a client's training costs, beside the bare kernels it is made of. */
@NullMarked
package io.tributary.benchmarks.training;

import org.jspecify.annotations.NullMarked;
