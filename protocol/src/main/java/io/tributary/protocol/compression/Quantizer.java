package io.tributary.protocol.compression;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.SeekableByteChannel;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Scheme {@code quantize}: blocks of 1,024 numbers, each with its smallest and largest number as floats and every number as
 * a whole one of {@code bits} bits between them.
 *
 * <p>Affine quantisation q = round((d - min) / step), d' = min + step q with step = (max - min) / (2^bits - 1), as in
 * arXiv 2408.13010, section III, but per block instead of per tensor and with a real instead of a whole zero point, so that
 * both ends of a block come back exactly.
 *
 * <p>One bit rounded to the nearest is for error feedback, which needs an error smaller than the number: there the two ends
 * are the means of the numbers below and above the block's mean, as in Seide et al. 2014 ("1-bit SGD"), because with the
 * extremes as ends most errors would be larger than what was packed, and feedback would run away.
 */
final class Quantizer implements Compressor {
    private static final byte SCHEME = 2;
    private static final int BLOCK = 1024;
    private static final int BLOCK_HEADER = 8;

    private final int bits;
    private final int levels;
    private final Rounding rounding;

    /**
     * @param bits for each number, 1 to 16
     */
    Quantizer(int bits, Rounding rounding) {
        if (bits < 1 || bits > 16) {
            throw new IllegalArgumentException("Quantization takes 1 to 16 bits, not " + bits + ".");
        }
        this.bits = bits;
        this.levels = (1 << bits) - 1;
        this.rounding = rounding;
    }

    @Override
    public long frameSize(long parameters) {
        return FrameHeader.SIZE + payloadSize(parameters);
    }

    /** Bytes of so many numbers without the frame's header. */
    long payloadSize(long count) {
        long whole = count / BLOCK;
        int rest = (int) (count % BLOCK);
        return whole * blockSize(BLOCK) + (rest == 0 ? 0 : blockSize(rest));
    }

    private int blockSize(int count) {
        return BLOCK_HEADER + BitPacking.bytes(count, bits);
    }

    @Override
    public ByteBuffer[] encode(ByteBuffer numbers, UniformRandomProvider random) {
        FloatBuffer floats = numbers.duplicate().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
        return new ByteBuffer[] {new FrameHeader(SCHEME, floats.remaining()).encode(), pack(floats, random)};
    }

    /** The payload of all remaining numbers. */
    ByteBuffer pack(FloatBuffer numbers, UniformRandomProvider random) {
        ByteBuffer payload = ByteBuffer.allocate(Math.toIntExact(payloadSize(numbers.remaining())))
                .order(ByteOrder.LITTLE_ENDIAN);
        float[] block = new float[BLOCK];
        int[] levelOf = new int[BLOCK];
        while (numbers.hasRemaining()) {
            int count = Math.min(BLOCK, numbers.remaining());
            numbers.get(block, 0, count);
            float min = min(block, count);
            float max = max(block, count);
            if (levels == 1 && rounding == Rounding.NEAREST) {
                float middle = mean(block, count, min, max);
                max = mean(block, count, Math.nextUp(middle), max);
                min = mean(block, count, min, middle);
            }
            payload.putFloat(min).putFloat(max);
            quantize(block, count, min, max, levelOf, random);
            BitPacking.pack(levelOf, count, bits, payload);
        }
        return payload.flip();
    }

    private void quantize(float[] block, int count, float min, float max, int[] levelOf, UniformRandomProvider random) {
        // Doubles: the range of two floats may be no float.
        double inverse = min == max ? 0 : levels / ((double) max - min);
        if (rounding == Rounding.NEAREST) {
            for (int i = 0; i < count; i++) {
                int level = (int) Math.floor((block[i] - (double) min) * inverse + 0.5);
                levelOf[i] = Math.max(0, Math.min(level, levels));
            }
        } else {
            for (int i = 0; i < count; i++) {
                levelOf[i] = Math.min((int) ((block[i] - (double) min) * inverse + random.nextFloat()), levels);
            }
        }
    }

    /** Mean of the numbers within bounds, that of the bounds where there are none. */
    private static float mean(float[] block, int count, float from, float to) {
        double sum = 0;
        int within = 0;
        for (int i = 0; i < count; i++) {
            if (block[i] >= from && block[i] <= to) {
                sum += block[i];
                within++;
            }
        }
        return within == 0 ? to : (float) (sum / within);
    }

    private static float min(float[] block, int count) {
        float min = block[0];
        for (int i = 1; i < count; i++) {
            min = Math.min(min, block[i]);
        }
        return finite(min);
    }

    private static float max(float[] block, int count) {
        float max = block[0];
        for (int i = 1; i < count; i++) {
            max = Math.max(max, block[i]);
        }
        return finite(max);
    }

    /** NaN wins both Math.min and Math.max, so looking at the ends finds every number that is not finite. */
    private static float finite(float end) {
        if (!Float.isFinite(end)) {
            throw Compressor.refused(
                    "NaN and infinite numbers cannot be quantized: training diverged; lower the" + " learning rate.");
        }
        return end;
    }

    /** Looks at the blocks' ends only: between finite ends there is nothing but finite numbers. */
    @Override
    public void check(SeekableByteChannel frame, long parameters, float largest) throws IOException {
        FrameHeader.expect(frame, SCHEME, parameters, frameSize(parameters));
        check(new FrameBytes(frame, FrameHeader.SIZE, payloadSize(parameters)), parameters, largest);
    }

    /** Checks a payload of exactly so many numbers. */
    void check(FrameBytes payload, long count, float largest) throws IOException {
        for (long left = count; left > 0; left -= BLOCK) {
            int size = blockSize((int) Math.min(BLOCK, left));
            ByteBuffer bytes = payload.next(size);
            expectRange(bytes.getFloat(), bytes.getFloat(), largest);
            bytes.position(bytes.position() + size - BLOCK_HEADER);
        }
    }

    private static void expectRange(float min, float max, float largest) {
        if (!(min <= max) || min < -largest || max > largest) {
            throw Compressor.refused("The update has a block from " + min + " to " + max + ".");
        }
    }

    @Override
    public UpdateReader open(SeekableByteChannel frame, long parameters) throws IOException {
        FrameHeader.expect(frame, SCHEME, parameters, frameSize(parameters));
        return open(new FrameBytes(frame, FrameHeader.SIZE, payloadSize(parameters)), parameters);
    }

    /** Reads a payload of exactly so many numbers. */
    UpdateReader open(FrameBytes payload, long count) {
        return new Reader(payload, count);
    }

    private final class Reader implements UpdateReader {
        private final FrameBytes payload;
        private final float[] block = new float[BLOCK];
        private final int[] levelOf = new int[BLOCK];
        private long left;
        private int next;
        private int filled;

        Reader(FrameBytes payload, long count) {
            this.payload = payload;
            this.left = count;
        }

        @Override
        public void read(float[] tile, int count) throws IOException {
            for (int done = 0; done < count; ) {
                if (next == filled) {
                    fill();
                }
                int chunk = Math.min(count - done, filled - next);
                System.arraycopy(block, next, tile, done, chunk);
                next += chunk;
                done += chunk;
            }
        }

        private void fill() throws IOException {
            int count = (int) Math.min(BLOCK, left);
            ByteBuffer bytes = payload.next(blockSize(count));
            float min = bytes.getFloat();
            float max = bytes.getFloat();
            BitPacking.unpack(bytes, levelOf, count, bits);
            expectRange(min, max, Float.MAX_VALUE);
            double step = ((double) max - min) / levels;
            for (int i = 0; i < count; i++) {
                block[i] = (float) (min + step * levelOf[i]);
            }
            left -= count;
            next = 0;
            filled = count;
        }

        @Override
        public void close() throws IOException {
            payload.close();
        }
    }
}
