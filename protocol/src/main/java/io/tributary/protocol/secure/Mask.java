package io.tributary.protocol.secure;

/** A mask in an update or in a sum: the key of its stream, and whether the stream is added or taken off. Immutable, secret. */
public final class Mask {
    private final byte[] key;
    private final int sign;

    /** @param sign 1 or -1 */
    Mask(byte[] key, int sign) {
        this.key = key;
        this.sign = sign;
    }

    byte[] key() {
        return key;
    }

    int sign() {
        return sign;
    }

    /** What takes it off. */
    public Mask negated() {
        return new Mask(key, -sign);
    }
}
