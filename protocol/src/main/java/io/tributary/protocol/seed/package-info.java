/** Randomness that is derived, never shared: every random decision has its own generator, named by what it decides. */
@NullMarked
package io.tributary.protocol.seed;

import org.jspecify.annotations.NullMarked;
