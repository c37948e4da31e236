/**
 * What tests of other modules build on: contracts, fakes, builders, a clock moved by hand, a whole federation in one JVM.
 */
@NullMarked
package io.tributary.testkit;

import org.jspecify.annotations.NullMarked;
