package io.tributary.backend.token;

import io.tributary.protocol.artifact.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * The text of a token: a prefix that tells what it is for, then 256 random bits. So many bits cannot be guessed, so a plain
 * SHA-256 is enough to keep, and a slow hash would only cost every request.
 */
final class Secret {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int BYTES = 32;

    private Secret() {}

    static String make(String prefix) {
        byte[] random = new byte[BYTES];
        RANDOM.nextBytes(random);
        return prefix + Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }

    static String hash(String secret) {
        MessageDigest digest = Sha256.digest();
        digest.update(secret.getBytes(StandardCharsets.UTF_8));
        return Sha256.of(digest).hex();
    }

    /** Takes the same time wherever the two differ. */
    static boolean same(String hash, String other) {
        return MessageDigest.isEqual(
                hash.getBytes(StandardCharsets.US_ASCII), other.getBytes(StandardCharsets.US_ASCII));
    }
}
