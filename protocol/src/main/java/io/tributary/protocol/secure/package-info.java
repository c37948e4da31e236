/**
 * Secure aggregation: the server learns the sum of a round's updates and none of them. Bonawitz et al. 2017, "Practical Secure
 * Aggregation for Privacy-Preserving Machine Learning" (eprint 2017/281), against a server that is honest but curious.
 *
 * <p>Here is the mathematics that both sides share: keys, masks, secret shares, sealed messages and fixed-point numbers. Everything
 * cryptographic is the JDK's (X25519, HMAC, AES); ours is how it is put together, Shamir's polynomial and the counting modulo 2^32. The
 * clients' side is in the worker, the server's side in the orchestrator, and {@link io.tributary.protocol.message.Work} says what travels.
 */
@NullMarked
package io.tributary.protocol.secure;

import org.jspecify.annotations.NullMarked;
