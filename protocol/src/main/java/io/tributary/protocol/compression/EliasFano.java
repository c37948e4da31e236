package io.tributary.protocol.compression;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;

/**
 * {@code count} ascending, distinct whole numbers below {@code bound}: the low l = floor(log2(bound / count)) bits of each
 * packed, the high bits as differences in unary (Elias 1974; Fano 1971). Unlike other codes of gaps its size is known
 * beforehand, and within half a bit a number of the least possible.
 *
 * @param count at least 1, at most {@code bound}
 */
record EliasFano(long count, long bound) {

    private int lowBits() {
        return 63 - Long.numberOfLeadingZeros(bound / count);
    }

    private long lowBytes() {
        return (count * lowBits() + 7) / 8;
    }

    private long highBytes() {
        return (count + ((bound - 1) >>> lowBits()) + 1 + 7) / 8;
    }

    long size() {
        return lowBytes() + highBytes();
    }

    ByteBuffer encode(int[] numbers) {
        int bits = lowBits();
        byte[] high = new byte[Math.toIntExact(highBytes())];
        int[] low = new int[numbers.length];
        int lowMask = (int) ((1L << bits) - 1);
        for (int i = 0; i < numbers.length; i++) {
            low[i] = numbers[i] & lowMask;
            int bit = (numbers[i] >>> bits) + i;
            high[bit >>> 3] |= (byte) (1 << (bit & 7));
        }
        ByteBuffer encoded = ByteBuffer.allocate(Math.toIntExact(size())).order(ByteOrder.LITTLE_ENDIAN);
        if (bits > 0) {
            BitPacking.pack(low, low.length, bits, encoded);
        }
        return encoded.put(high).flip();
    }

    /** Reads the sequence that starts at a byte of the frame. */
    Reader open(SeekableByteChannel frame, long from) {
        return new Reader(
                new FrameBytes(frame, from, lowBytes()),
                new FrameBytes(frame, from + lowBytes(), highBytes()),
                lowBits(),
                bound);
    }

    /** Hands the numbers out from first to last. */
    static final class Reader {
        private final FrameBytes low;
        private final FrameBytes high;
        private final int bits;
        private final long bound;
        private long pending;
        private int held;
        private int unary;
        private int unaryHeld;
        private long bucket;
        private long last = -1;

        private Reader(FrameBytes low, FrameBytes high, int bits, long bound) {
            this.low = low;
            this.high = high;
            this.bits = bits;
            this.bound = bound;
        }

        /** @throws io.tributary.protocol.error.TributaryException UPDATE_REFUSED where the sequence does not ascend below its bound */
        long next() throws IOException {
            long number = (nextHigh() << bits) | nextLow();
            if (number <= last || number >= bound) {
                throw Compressor.refused(
                        "The update names place " + number + " after place " + last + " of " + bound + ".");
            }
            last = number;
            return number;
        }

        private long nextHigh() throws IOException {
            while (unary == 0) {
                bucket += unaryHeld;
                unary = high.next(1).get() & 0xff;
                unaryHeld = 8;
            }
            int zeros = Integer.numberOfTrailingZeros(unary);
            bucket += zeros;
            unary >>>= zeros + 1;
            unaryHeld -= zeros + 1;
            return bucket;
        }

        private long nextLow() throws IOException {
            while (held < bits) {
                pending |= (low.next(1).get() & 0xffL) << held;
                held += 8;
            }
            long number = pending & ((1L << bits) - 1);
            pending >>>= bits;
            held -= bits;
            return number;
        }
    }
}
