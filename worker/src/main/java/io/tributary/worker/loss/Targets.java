package io.tributary.worker.loss;

/**
 * What is true of the rows of a batch: the number of a class, or, where a number is predicted, that number. Filled again for
 * each batch; belongs to one thread.
 */
public final class Targets {
    private final int[] labels;
    private final float[] values;
    private final boolean real;

    private Targets(int[] labels, float[] values, boolean real) {
        this.labels = labels;
        this.values = values;
        this.real = real;
    }

    /**
     * Room for the targets of a batch.
     *
     * @param rows the most rows it may have
     * @param real whether numbers are predicted
     */
    public static Targets of(int rows, boolean real) {
        return real ? new Targets(new int[0], new float[rows], true) : of(new int[rows]);
    }

    /** Classes, one for each row; not copied. */
    public static Targets of(int... labels) {
        return new Targets(labels, new float[0], false);
    }

    /** Whether numbers are predicted. */
    public boolean real() {
        return real;
    }

    /** The class of each row, the array itself; empty where numbers are predicted. */
    public int[] labels() {
        return labels;
    }

    /** The number of each row, the array itself; empty where classes are. */
    public float[] values() {
        return values;
    }
}
