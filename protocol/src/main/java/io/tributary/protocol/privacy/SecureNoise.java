package io.tributary.protocol.privacy;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.Cipher;
import javax.crypto.spec.ChaCha20ParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Gaussian noise that nobody without the key can foretell: the key stream of ChaCha20 through the transform of Box and
 * Muller. The same key and stream give the same noise, so that a round which a killed server does again adds no second
 * one. Belongs to one thread.
 *
 * <p>Floating-point noise has gaps that leak a little (Mironov 2012); against that the epsilon that is told is an
 * idealisation, as in other frameworks.
 */
public final class SecureNoise {
    /** Bytes of a key. */
    public static final int KEY_BYTES = 32;

    private static final int BLOCK = 4096;

    private final Cipher cipher;
    private final byte[] zeros = new byte[BLOCK];
    private ByteBuffer random = ByteBuffer.allocate(0);
    private double spare = Double.NaN;

    /**
     * @param key of 32 bytes, secret
     * @param stream tells apart what one key is used for, such as rounds
     */
    public SecureNoise(byte[] key, int stream) {
        try {
            this.cipher = Cipher.getInstance("ChaCha20");
            byte[] nonce = ByteBuffer.allocate(12).putInt(8, stream).array();
            cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "ChaCha20"), new ChaCha20ParameterSpec(nonce, 0));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java has no ChaCha20", e);
        }
    }

    /** A fresh key from the system's secure source. */
    public static byte[] newKey() {
        byte[] key = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(key);
        return key;
    }

    /** Adds independent noise to the first numbers. */
    public void addTo(float[] numbers, int length, double deviation) {
        for (int i = 0; i < length; i++) {
            numbers[i] += (float) (deviation * next());
        }
    }

    private double next() {
        if (!Double.isNaN(spare)) {
            double value = spare;
            spare = Double.NaN;
            return value;
        }
        double radius = StrictMath.sqrt(-2 * StrictMath.log(uniform()));
        double angle = 2 * Math.PI * uniform();
        spare = radius * StrictMath.sin(angle);
        return radius * StrictMath.cos(angle);
    }

    /** In (0, 1], of 53 random bits. */
    private double uniform() {
        if (random.remaining() < Long.BYTES) {
            random = ByteBuffer.wrap(cipher.update(zeros));
        }
        return ((random.getLong() >>> 11) + 1) * 0x1.0p-53;
    }
}
