package io.tributary.worker.data;

import io.tributary.protocol.data.DataShape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Examples and their labels. Immutable, and so safe for use by many threads. */
public final class Examples {
    private final DataShape shape;
    private final ByteBuffer features;
    private final int[] labels;

    /**
     * @param shape of one example
     * @param features direct, little-endian floats, example after example, each (channels, height, width) in row-major order;
     *     from index 0 to its capacity
     * @param labels one for each example, in [0, {@code shape.classes()})
     * @throws IllegalArgumentException where the two do not fit together
     */
    Examples(DataShape shape, ByteBuffer features, int[] labels) {
        if (features.capacity() != 4L * labels.length * shape.features()) {
            throw new IllegalArgumentException(labels.length + " examples of " + shape.features() + " features take "
                    + 4L * labels.length * shape.features() + " bytes, not " + features.capacity());
        }
        for (int label : labels) {
            if (label < 0 || label >= shape.classes()) {
                throw new IllegalArgumentException(
                        "Label " + label + " is outside [0, " + shape.classes() + "), the labels of this data set");
            }
        }
        this.shape = shape;
        this.features = features;
        this.labels = labels.clone();
    }

    /**
     * Copies arrays into a place that native code can read.
     *
     * @param features as for the constructor
     */
    static Examples of(DataShape shape, float[] features, int[] labels) {
        ByteBuffer bytes = ByteBuffer.allocateDirect(Math.multiplyExact(4, features.length))
                .order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(features);
        return new Examples(shape, bytes, labels);
    }

    public DataShape shape() {
        return shape;
    }

    /** How many examples there are. */
    public int count() {
        return labels.length;
    }

    /** The label of an example. */
    public int label(int example) {
        return labels[example];
    }

    /** A copy of all labels, in the order of the examples. */
    public int[] labels() {
        return labels.clone();
    }

    /**
     * Copies an example into a batch.
     *
     * @param batch rows of {@code shape.features()} little-endian floats; its position is left alone
     * @param row where to
     */
    public void copyTo(ByteBuffer batch, int row, int example) {
        int bytes = 4 * shape.features();
        batch.put(row * bytes, features, example * bytes, bytes);
    }
}
