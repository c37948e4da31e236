/**
 * Every error as an RFC 9457 problem document with a code and the fields to blame.
 */
@NullMarked
package io.tributary.backend.problem;

import org.jspecify.annotations.NullMarked;
