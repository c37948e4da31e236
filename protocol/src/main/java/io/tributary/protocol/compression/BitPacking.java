package io.tributary.protocol.compression;

import java.nio.ByteBuffer;

/** Whole numbers of a few bits each, lowest bits first, one after the other; a run ends at a whole byte. */
final class BitPacking {
    private BitPacking() {}

    /** Bytes that a run of {@code count} numbers takes. */
    static int bytes(int count, int bits) {
        return (int) (((long) count * bits + 7) / 8);
    }

    /**
     * @param numbers each below 2^bits
     * @param bits 1 to 32
     * @param into little-endian
     */
    static void pack(int[] numbers, int count, int bits, ByteBuffer into) {
        long pending = 0;
        int held = 0;
        for (int i = 0; i < count; i++) {
            pending |= Integer.toUnsignedLong(numbers[i]) << held;
            held += bits;
            if (held >= 32) {
                into.putInt((int) pending);
                pending >>>= 32;
                held -= 32;
            }
        }
        for (; held > 0; held -= 8) {
            into.put((byte) pending);
            pending >>>= 8;
        }
    }

    /**
     * Reads a run of exactly {@code count} numbers.
     *
     * @param from little-endian
     */
    static void unpack(ByteBuffer from, int[] numbers, int count, int bits) {
        int end = from.position() + bytes(count, bits);
        long mask = (1L << bits) - 1;
        long pending = 0;
        int held = 0;
        for (int i = 0; i < count; i++) {
            if (held < bits) {
                if (end - from.position() >= 4) {
                    pending |= Integer.toUnsignedLong(from.getInt()) << held;
                    held += 32;
                } else {
                    while (held < bits) {
                        pending |= (from.get() & 0xffL) << held;
                        held += 8;
                    }
                }
            }
            numbers[i] = (int) (pending & mask);
            pending >>>= bits;
            held -= bits;
        }
    }
}
