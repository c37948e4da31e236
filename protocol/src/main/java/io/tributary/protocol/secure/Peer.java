package io.tributary.protocol.secure;

/**
 * A client of a round, as all others may know it.
 *
 * @param client its index
 * @param sealing the public key under which shares are sealed for it, in base64
 * @param masking the public key from which masks follow, in base64
 */
public record Peer(int client, String sealing, String masking) {}
