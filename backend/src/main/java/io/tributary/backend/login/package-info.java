/**
 * Who may come in: on loopback everyone, on any other address only with the administrator's password, which the first start
 * makes up.
 */
@NullMarked
package io.tributary.backend.login;

import org.jspecify.annotations.NullMarked;
