package io.tributary.worker.engine;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.JniUtils;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.List;

/**
 * Maximum over windows of 2x2 on the CPU. The engine's own pooling decides pixel by pixel with a branch that no processor
 * can predict, and took a third of LeNet-5's training step and a quarter of the larger preset's.
 *
 * <p>In training Java finds the place of each maximum without branches and the engine gathers from there: its backward pass
 * then carries each gradient back to that place, as pooling does. Of equal values the first in row-major order wins, as in
 * PyTorch. In evaluation nobody needs the places: the maximum of two rows, then of two columns, is the same number.
 */
final class PairwiseMaxPool implements Operation {
    private final int channels;
    private final int height;
    private final int width;
    private final int outHeight;
    private final int outWidth;
    private final int stride;
    private final LongBuffer places;
    private final FirstRows index;
    private final float[] image;
    private final long[] imagePlaces;

    /**
     * @param host keeps the places for as long as the network lives
     * @param capacity the most rows a batch may have
     * @param input (channels, height, width)
     * @param output (channels, height, width)
     */
    PairwiseMaxPool(PtNDManager host, int capacity, List<Integer> input, List<Integer> output, int stride) {
        this.channels = input.get(0);
        this.height = input.get(1);
        this.width = input.get(2);
        this.outHeight = output.get(1);
        this.outWidth = output.get(2);
        this.stride = stride;
        this.image = new float[channels * height * width];
        this.imagePlaces = new long[channels * outHeight * outWidth];
        ByteBuffer bytes = ByteBuffer.allocateDirect(
                        Math.multiplyExact(8, Math.multiplyExact(capacity, imagePlaces.length)))
                .order(ByteOrder.LITTLE_ENDIAN);
        this.places = bytes.asLongBuffer();
        this.index = new FirstRows(host.create(bytes, new Shape(capacity, imagePlaces.length), DataType.INT64));
    }

    @Override
    public PtNDArray apply(PtNDArray input, Pass pass) {
        return pass.dropout() == null ? maximum(input) : gathered(input, pass);
    }

    private PtNDArray maximum(PtNDArray input) {
        PtNDArray rows = JniUtils.max(every(input, 2, 0, outHeight), every(input, 2, 1, outHeight));
        return JniUtils.max(every(rows, 3, 0, outWidth), every(rows, 3, 1, outWidth));
    }

    private PtNDArray every(PtNDArray x, int dimension, int first, int count) {
        return JniUtils.slice(x, dimension, first, first + (long) (count - 1) * stride + 1, stride);
    }

    private PtNDArray gathered(PtNDArray input, Pass pass) {
        int rows = pass.rows();
        PtNDArray flat = JniUtils.reshape(input, new long[] {rows, image.length});
        FloatBuffer values = flat.toByteBuffer(true).asFloatBuffer();
        for (int row = 0; row < rows; row++) {
            values.get(row * image.length, image);
            findPlaces();
            places.put(row * imagePlaces.length, imagePlaces);
        }
        return JniUtils.reshape(
                JniUtils.gather(flat, index.of(rows), 1), new long[] {rows, channels, outHeight, outWidth});
    }

    private void findPlaces() {
        int out = 0;
        for (int channel = 0; channel < channels; channel++) {
            for (int y = 0; y < outHeight; y++) {
                findPlaces((channel * height + y * stride) * width, out);
                out += outWidth;
            }
        }
    }

    /**
     * One line of windows.
     *
     * @param first index of the upper left pixel of the first window
     * @param out where its place goes
     */
    private void findPlaces(int first, int out) {
        float[] pixels = image;
        long[] found = imagePlaces;
        int corner = first;
        for (int x = 0; x < outWidth; x++) {
            int below = corner + width;
            float a = pixels[corner];
            float b = pixels[corner + 1];
            float c = pixels[below];
            float d = pixels[below + 1];
            int upper = corner + less(a, b);
            int lower = below + less(c, d);
            int place = upper + (lower - upper) * less(Math.max(a, b), Math.max(c, d));
            found[out + x] = place;
            corner += stride;
        }
    }

    /** 1 where a is less than b, else 0: the sign of their difference. Where one is not a number, either. */
    private static int less(float a, float b) {
        return Float.floatToRawIntBits(a - b) >>> 31;
    }
}
