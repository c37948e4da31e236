/**
 * From what a person typed to a checked task spec.
 *
 * <p>Empty for now: the form and REST are the ways in until the embedded language model lands here.
 */
@NullMarked
package io.tributary.intent;

import org.jspecify.annotations.NullMarked;
