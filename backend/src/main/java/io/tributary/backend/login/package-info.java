/**
 * Who may come in, and what they may do then: on loopback everyone everything, on any other address people with a password and
 * programs with a token, as {@link io.tributary.backend.login.Access} says. Reads accounts and tokens, writes the audit log.
 */
@NullMarked
package io.tributary.backend.login;

import org.jspecify.annotations.NullMarked;
