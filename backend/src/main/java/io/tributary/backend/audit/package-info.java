/**
 * Who did what, from where, and how it went. A filter notes the changes that requests make, the login package who came in and
 * who did not; administrators read it.
 */
@NullMarked
package io.tributary.backend.audit;

import org.jspecify.annotations.NullMarked;
