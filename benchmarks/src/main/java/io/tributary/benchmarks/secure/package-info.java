/** What secure aggregation costs: bytes and CPU of clients and server beside the same task without it. */
@NullMarked
package io.tributary.benchmarks.secure;

import org.jspecify.annotations.NullMarked;
