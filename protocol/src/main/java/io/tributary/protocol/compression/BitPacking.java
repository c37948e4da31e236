package io.tributary.protocol.compression;

import java.nio.ByteBuffer;

/** Whole numbers of a few bits each, lowest bits first, one after the other; a run ends at a whole byte. */
final class BitPacking {
    private BitPacking() {}

    /** Bytes that a run of {@code count} numbers takes. */
    static int bytes(int count, int bits) {
        return (int) (((long) count * bits + 7) / 8);
    }

    /** @param bits 1 to 32 */
    static void pack(int[] numbers, int count, int bits, ByteBuffer into) {
        if (bits == 8) {
            for (int i = 0; i < count; i++) {
                into.put((byte) numbers[i]);
            }
            return;
        }
        long pending = 0;
        int held = 0;
        for (int i = 0; i < count; i++) {
            pending |= Integer.toUnsignedLong(numbers[i]) << held;
            held += bits;
            while (held >= 8) {
                into.put((byte) pending);
                pending >>>= 8;
                held -= 8;
            }
        }
        if (held > 0) {
            into.put((byte) pending);
        }
    }

    /** Reads a run of exactly {@code count} numbers. */
    static void unpack(ByteBuffer from, int[] numbers, int count, int bits) {
        if (bits == 8) {
            for (int i = 0; i < count; i++) {
                numbers[i] = from.get() & 0xff;
            }
            return;
        }
        long mask = (1L << bits) - 1;
        long pending = 0;
        int held = 0;
        for (int i = 0; i < count; i++) {
            while (held < bits) {
                pending |= (from.get() & 0xffL) << held;
                held += 8;
            }
            numbers[i] = (int) (pending & mask);
            pending >>>= bits;
            held -= bits;
        }
    }
}
