/** What it brings to choose who trains when devices are unequally fast. */
@NullMarked
package io.tributary.benchmarks.selection;

import org.jspecify.annotations.NullMarked;
