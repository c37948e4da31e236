package io.tributary.protocol.secure;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The PRG of Bonawitz et al. 2017, section 3.4: a key becomes as many numbers modulo 2^32 as there are parameters, the key stream of
 * AES-128 in counter mode. Any part of it can be had at once, so that masks are added tile by tile. Belongs to one thread.
 */
public final class MaskStream {
    /** Bytes of a key; each is used for one stream. */
    public static final int KEY_BYTES = 16;

    private static final int BLOCK = 16;
    private static final int CHUNK = 4096;

    private final Cipher cipher;
    private final byte[] zeros = new byte[CHUNK * Integer.BYTES];
    private final byte[] stream = new byte[CHUNK * Integer.BYTES];
    private final ByteBuffer numbers = ByteBuffer.wrap(stream).order(ByteOrder.LITTLE_ENDIAN);
    private final int[] chunk = new int[CHUNK];

    public MaskStream() {
        try {
            this.cipher = Cipher.getInstance("AES/CTR/NoPadding");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java has no AES", e);
        }
    }

    /**
     * Adds a part of a mask to numbers modulo 2^32.
     *
     * @param from where in the mask the part begins, a multiple of 4
     */
    public void add(Mask mask, int[] tile, int length, long from) {
        if (from % (BLOCK / Integer.BYTES) != 0) {
            throw new IllegalArgumentException("Streams are cut at blocks, not at " + from);
        }
        int sign = mask.sign();
        try {
            byte[] counter = ByteBuffer.allocate(BLOCK)
                    .putLong(8, from * Integer.BYTES / BLOCK)
                    .array();
            cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(mask.key(), "AES"), new IvParameterSpec(counter));
            for (int done = 0; done < length; done += CHUNK) {
                int count = Math.min(CHUNK, length - done);
                cipher.update(zeros, 0, count * Integer.BYTES, stream, 0);
                numbers.asIntBuffer().get(chunk, 0, count);
                for (int i = 0; i < count; i++) {
                    tile[done + i] += sign * chunk[i];
                }
            }
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES cannot be used", e);
        }
    }
}
