/**
 * The people who may log in, with a role each. Reads and writes {@code account}; the login package asks it whether a name and
 * a password belong together.
 */
@NullMarked
package io.tributary.backend.account;

import org.jspecify.annotations.NullMarked;
