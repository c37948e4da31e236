/**
 * What server and worker say to each other: small JSON messages, the same over a socket and inside one process. Bulk
 * (weights, updates) travels beside them as artifacts, named by hash.
 *
 * <p>A {@link io.tributary.protocol.message.Assignment} is a lease: it carries an epoch, and an answer with an old epoch is
 * refused.
 */
@NullMarked
package io.tributary.protocol.message;

import org.jspecify.annotations.NullMarked;
