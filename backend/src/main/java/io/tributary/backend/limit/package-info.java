/**
 * How often someone may try: failed logins of an address, changes of a principal. Reads the settings; writes nothing, and
 * remembers only the last ones.
 */
@NullMarked
package io.tributary.backend.limit;

import org.jspecify.annotations.NullMarked;
