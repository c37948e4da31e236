/**
 * What can go wrong, in words a user can act on.
 *
 * <p>Reads nothing, writes nothing. Every stage throws {@link io.tributary.protocol.error.TributaryException}; the
 * server turns it into an RFC 9457 problem, a worker into a {@code failed} message.
 */
@NullMarked
package io.tributary.protocol.error;

import org.jspecify.annotations.NullMarked;
