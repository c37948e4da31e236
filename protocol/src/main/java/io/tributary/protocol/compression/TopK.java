package io.tributary.protocol.compression;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.Arrays;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Scheme {@code top-k}: the k = max(round(keep n), 1) numbers of largest magnitude, the others as zero. Stich et al. 2018
 * (arXiv 1809.07599), with the values quantized as in {@link Quantizer}. Of numbers as large as the k-th, the first are kept.
 *
 * <p>The payload is the places as an {@link EliasFano} sequence (about 2 + log2(n / k) bits each), then the values.
 */
final class TopK implements Compressor {
    private static final byte SCHEME = 3;

    private final double keep;
    private final Quantizer values;

    /** @param keep share of the numbers that travel, above 0 and at most 1 */
    TopK(double keep, Quantizer values) {
        if (!(keep > 0) || keep > 1) {
            throw new IllegalArgumentException("top-k keeps a share above 0 and at most 1, not " + keep + ".");
        }
        this.keep = keep;
        this.values = values;
    }

    private long kept(long parameters) {
        return Math.max(Math.round(keep * parameters), 1);
    }

    /** Places and values lie one behind the other and are read together. */
    @Override
    public boolean sequential() {
        return false;
    }

    @Override
    public long frameSize(long parameters) {
        long k = kept(parameters);
        return FrameHeader.SIZE + new EliasFano(k, parameters).size() + values.payloadSize(k);
    }

    @Override
    public ByteBuffer[] encode(ByteBuffer numbers, UniformRandomProvider random) {
        FloatBuffer floats = numbers.duplicate().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
        int count = floats.remaining();
        int k = (int) kept(count);
        float[] all = new float[count];
        floats.get(all);
        int[] places = Largest.places(all, k);
        float[] largest = new float[k];
        for (int i = 0; i < k; i++) {
            largest[i] = all[places[i]];
        }
        return new ByteBuffer[] {
            new FrameHeader(SCHEME, count).encode(),
            new EliasFano(k, count).encode(places),
            values.pack(FloatBuffer.wrap(largest), random)
        };
    }

    @Override
    public UpdateReader open(SeekableByteChannel frame, long parameters) throws IOException {
        FrameHeader.expect(frame, SCHEME, parameters, frameSize(parameters));
        long k = kept(parameters);
        EliasFano sequence = new EliasFano(k, parameters);
        long valuesFrom = FrameHeader.SIZE + sequence.size();
        return new Reader(
                sequence.open(frame, FrameHeader.SIZE),
                values.open(new FrameBytes(frame, valuesFrom, values.payloadSize(k)), k),
                k);
    }

    /** Reads the places and the values, not the zeros between them. */
    @Override
    public void check(SeekableByteChannel frame, long parameters, float largest) throws IOException {
        FrameHeader.expect(frame, SCHEME, parameters, frameSize(parameters));
        long k = kept(parameters);
        EliasFano sequence = new EliasFano(k, parameters);
        EliasFano.Reader places = sequence.open(frame, FrameHeader.SIZE);
        for (long i = 0; i < k; i++) {
            places.next();
        }
        values.check(new FrameBytes(frame, FrameHeader.SIZE + sequence.size(), values.payloadSize(k)), k, largest);
    }

    private static final class Reader implements UpdateReader {
        private final EliasFano.Reader places;
        private final UpdateReader numbers;
        private final float[] number = new float[1];
        private long left;
        private long from;
        private long place = -1;

        Reader(EliasFano.Reader places, UpdateReader numbers, long left) {
            this.places = places;
            this.numbers = numbers;
            this.left = left;
        }

        @Override
        public void read(float[] tile, int count) throws IOException {
            Arrays.fill(tile, 0, count, 0);
            if (place < 0) {
                advance();
            }
            while (place - from < count) {
                tile[(int) (place - from)] = number[0];
                advance();
            }
            from += count;
        }

        private void advance() throws IOException {
            if (left-- > 0) {
                place = places.next();
                numbers.read(number, 1);
            } else {
                place = Long.MAX_VALUE;
            }
        }

        @Override
        public void close() throws IOException {
            numbers.close();
        }
    }
}
