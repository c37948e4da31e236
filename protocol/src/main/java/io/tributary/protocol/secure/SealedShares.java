package io.tributary.protocol.secure;

import io.tributary.protocol.error.ErrorCode;
import io.tributary.protocol.error.TributaryException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * One client's shares of its two secrets, sealed for another so that the server, which carries them, cannot read them: AES-128-GCM under
 * a key that the two agreed on, bound to the session and the direction; Bonawitz et al. 2017, figure 4, round 1.
 *
 * @param from whose secrets
 * @param to who may open it
 * @param sealed base64 of a nonce, the shares and a tag
 */
public record SealedShares(int from, int to, String sealed) {
    static final int KEY_BYTES = 16;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final String CIPHER = "AES/GCM/NoPadding";

    /**
     * A holder's shares of one client's secrets.
     *
     * @param key of its private key for masks, in base64
     * @param seed of the seed of its own mask, in base64
     */
    public record Shares(String key, String seed) {
        @Override
        public String toString() {
            return "Shares";
        }
    }

    /** Seals shares under what two clients agreed on. */
    public static SealedShares seal(
            Session session, byte[] agreed, int from, int to, Shares shares, SecureRandom random) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        byte[] plain = ByteBuffer.allocate(2 * Shamir.SHARE_BYTES)
                .put(Base64.getDecoder().decode(shares.key()))
                .put(Base64.getDecoder().decode(shares.seed()))
                .array();
        try {
            byte[] content = cipher(Cipher.ENCRYPT_MODE, session.seal(agreed, from, to), nonce)
                    .doFinal(plain);
            byte[] whole = ByteBuffer.allocate(nonce.length + content.length)
                    .put(nonce)
                    .put(content)
                    .array();
            return new SealedShares(from, to, Base64.getEncoder().encodeToString(whole));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES cannot be used", e);
        }
    }

    /** @throws TributaryException UPDATE_REFUSED where they were sealed by another, for another or in another session */
    public Shares open(Session session, byte[] agreed) {
        try {
            byte[] whole = Base64.getDecoder().decode(sealed);
            byte[] nonce = Arrays.copyOf(whole, NONCE_BYTES);
            byte[] plain = cipher(Cipher.DECRYPT_MODE, session.seal(agreed, from, to), nonce)
                    .doFinal(whole, NONCE_BYTES, whole.length - NONCE_BYTES);
            if (plain.length != 2 * Shamir.SHARE_BYTES) {
                throw new GeneralSecurityException(plain.length + " bytes");
            }
            Base64.Encoder base64 = Base64.getEncoder();
            return new Shares(
                    base64.encodeToString(Arrays.copyOf(plain, Shamir.SHARE_BYTES)),
                    base64.encodeToString(Arrays.copyOfRange(plain, Shamir.SHARE_BYTES, plain.length)));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new TributaryException(
                    ErrorCode.UPDATE_REFUSED, "The shares of client " + from + " cannot be opened.", e);
        }
    }

    /** A share as it travels. */
    static String text(BigInteger share) {
        return Base64.getEncoder().encodeToString(Shamir.bytes(share, Shamir.SHARE_BYTES));
    }

    /** @throws TributaryException UPDATE_REFUSED where it is no share */
    static BigInteger number(String share) {
        try {
            return new BigInteger(1, Base64.getDecoder().decode(share));
        } catch (IllegalArgumentException e) {
            throw new TributaryException(ErrorCode.UPDATE_REFUSED, "A share is no share.", e);
        }
    }

    private static Cipher cipher(int mode, byte[] key, byte[] nonce) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(CIPHER);
        cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
        return cipher;
    }

    /** Never the shares themselves in a log. */
    @Override
    public String toString() {
        return "SealedShares[from=" + from + ", to=" + to + "]";
    }
}
