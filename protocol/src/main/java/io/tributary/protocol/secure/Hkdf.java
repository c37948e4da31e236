package io.tributary.protocol.secure;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Keys from a shared secret: HKDF with SHA-256 (RFC 5869), of one block and without salt, on the JDK's HMAC. */
final class Hkdf {
    private static final String HMAC = "HmacSHA256";
    private static final int BLOCK = 32;

    private Hkdf() {}

    /**
     * @param secret from which the key follows
     * @param purpose tells apart what one secret is used for
     * @param length bytes of the key, at most 32
     */
    static byte[] key(byte[] secret, String purpose, int length) {
        return key(secret, new byte[BLOCK], purpose.getBytes(StandardCharsets.UTF_8), length);
    }

    static byte[] key(byte[] secret, byte[] salt, byte[] info, int length) {
        if (length > BLOCK) {
            throw new IllegalArgumentException("One block has " + BLOCK + " bytes, not " + length);
        }
        byte[] extracted = hmac(salt, secret);
        byte[] labelled = Arrays.copyOf(info, info.length + 1);
        labelled[info.length] = 1;
        return Arrays.copyOf(hmac(extracted, labelled), length);
    }

    private static byte[] hmac(byte[] key, byte[] message) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key, HMAC));
            return mac.doFinal(message);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java has no " + HMAC, e);
        }
    }
}
