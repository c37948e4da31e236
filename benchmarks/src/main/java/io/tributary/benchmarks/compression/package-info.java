/** What compression costs in accuracy and saves in bytes. */
@NullMarked
package io.tributary.benchmarks.compression;

import org.jspecify.annotations.NullMarked;
