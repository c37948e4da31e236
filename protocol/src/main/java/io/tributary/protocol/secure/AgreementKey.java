package io.tributary.protocol.secure;

import io.tributary.protocol.error.ErrorCode;
import io.tributary.protocol.error.TributaryException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.XECPrivateKey;
import java.security.spec.NamedParameterSpec;
import java.security.spec.XECPrivateKeySpec;
import java.security.spec.XECPublicKeySpec;
import java.util.Base64;
import javax.crypto.KeyAgreement;

/**
 * A private key on curve 25519 (RFC 7748), by which two parties agree on a secret: the KA of Bonawitz et al. 2017, section 3.2. Public
 * keys travel as the base64 of the 32 bytes that RFC 7748 defines. Immutable; never printed.
 */
public final class AgreementKey {
    /** Bytes of a private key, a public key, and of what is agreed on. */
    public static final int BYTES = 32;

    private static final String CURVE = "X25519";

    /** The number that makes a public key of a private one. */
    private static final BigInteger BASE_POINT = BigInteger.valueOf(9);

    private final PrivateKey key;

    private AgreementKey(PrivateKey key) {
        this.key = key;
    }

    /** A new key from the system's secure source. */
    public static AgreementKey fresh() {
        try {
            return new AgreementKey(
                    KeyPairGenerator.getInstance(CURVE).generateKeyPair().getPrivate());
        } catch (GeneralSecurityException e) {
            throw missing(e);
        }
    }

    /** The key of so many bytes, as {@link #secret} gave them. */
    public static AgreementKey of(byte[] secret) {
        try {
            return new AgreementKey(KeyFactory.getInstance(CURVE)
                    .generatePrivate(new XECPrivateKeySpec(NamedParameterSpec.X25519, secret)));
        } catch (GeneralSecurityException e) {
            throw missing(e);
        }
    }

    /** The private key itself. */
    public byte[] secret() {
        return ((XECPrivateKey) key).getScalar().orElseThrow();
    }

    /** What others may know of it, in base64. */
    public String publicKey() {
        return Base64.getEncoder().encodeToString(agree(BASE_POINT));
    }

    /**
     * The secret that both owners of two keys know.
     *
     * @param other the other's public key, in base64
     * @throws TributaryException UPDATE_REFUSED where it is no key, or one with which everyone would agree on the same
     */
    public byte[] agree(String other) {
        return agree(number(other));
    }

    /**
     * Looks at a public key without using it.
     *
     * @throws TributaryException UPDATE_REFUSED as {@link #agree}
     */
    public static void check(String publicKey) {
        fresh().agree(publicKey);
    }

    private byte[] agree(BigInteger other) {
        try {
            PublicKey theirs = KeyFactory.getInstance(CURVE)
                    .generatePublic(new XECPublicKeySpec(NamedParameterSpec.X25519, other));
            KeyAgreement agreement = KeyAgreement.getInstance(CURVE);
            agreement.init(key);
            agreement.doPhase(theirs, true);
            return agreement.generateSecret();
        } catch (InvalidKeyException e) {
            throw refused(e);
        } catch (GeneralSecurityException e) {
            throw missing(e);
        }
    }

    /** Little-endian, the highest bit ignored, as RFC 7748 wants it. */
    private static BigInteger number(String publicKey) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(publicKey);
        } catch (IllegalArgumentException e) {
            throw refused(e);
        }
        if (bytes.length != BYTES) {
            throw refused(new InvalidKeyException(bytes.length + " bytes"));
        }
        byte[] bigEndian = new byte[BYTES];
        for (int i = 0; i < BYTES; i++) {
            bigEndian[i] = bytes[BYTES - 1 - i];
        }
        bigEndian[0] &= 0x7f;
        return new BigInteger(1, bigEndian);
    }

    private static TributaryException refused(Exception e) {
        return new TributaryException(ErrorCode.UPDATE_REFUSED, "A public key is not one of curve 25519.", e);
    }

    private static IllegalStateException missing(GeneralSecurityException e) {
        return new IllegalStateException("This Java has no " + CURVE, e);
    }
}
