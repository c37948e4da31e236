/** What connected sites cost the server. */
@NullMarked
package io.tributary.benchmarks.sites;

import org.jspecify.annotations.NullMarked;
