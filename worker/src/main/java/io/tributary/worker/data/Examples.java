package io.tributary.worker.data;

import io.tributary.protocol.data.DataShape;
import io.tributary.worker.loss.Targets;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Examples and what is true of them: labels, or numbers. Immutable, and so safe for use by many threads. */
public final class Examples {
    private final DataShape shape;
    private final ByteBuffer features;
    private final int[] labels;
    private final float[] values;

    /**
     * @param shape of one example
     * @param features direct, little-endian floats, example after example, each (channels, height, width) in row-major order;
     *     from index 0 to its capacity
     * @param labels one for each example, in [0, {@code shape.classes()})
     * @throws IllegalArgumentException where the two do not fit together
     */
    public Examples(DataShape shape, ByteBuffer features, int[] labels) {
        this(shape, features, labels.clone(), new float[0]);
        for (int label : labels) {
            if (label < 0 || label >= shape.classes()) {
                throw new IllegalArgumentException(
                        "Label " + label + " is outside [0, " + shape.classes() + "), the labels of this data set");
            }
        }
    }

    /**
     * Examples with a number to predict.
     *
     * @param shape of one example, with one class
     * @param features as for classes
     * @param values one for each example, scaled
     */
    public Examples(DataShape shape, ByteBuffer features, float[] values) {
        this(shape, features, new int[values.length], values.clone());
    }

    private Examples(DataShape shape, ByteBuffer features, int[] labels, float[] values) {
        if (features.capacity() != 4L * labels.length * shape.features()) {
            throw new IllegalArgumentException(labels.length + " examples of " + shape.features() + " features take "
                    + 4L * labels.length * shape.features() + " bytes, not " + features.capacity());
        }
        this.shape = shape;
        this.features = features;
        this.labels = labels;
        this.values = values;
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

    /** Whether a number is predicted; all labels are 0 then. */
    public boolean real() {
        return values.length > 0;
    }

    /** The number to predict of an example, scaled; only where {@link #real()}. */
    public float value(int example) {
        return values[example];
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

    /**
     * Copies what is true of an example.
     *
     * @param targets of the same kind
     * @param row where to
     */
    public void copyTo(Targets targets, int row, int example) {
        if (real()) {
            targets.values()[row] = values[example];
        } else {
            targets.labels()[row] = labels[example];
        }
    }
}
