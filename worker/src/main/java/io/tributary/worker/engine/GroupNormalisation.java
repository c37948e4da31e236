package io.tributary.worker.engine;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.JniUtils;
import io.tributary.worker.engine.Parameters.Leaf;

/**
 * Group normalisation (Wu and He 2018, arXiv 1803.08494, eq. 1 and 7, epsilon 1e-5) of (C, H, W) or (C).
 *
 * <p>DJL has no call for it. A group of one example is a row of a matrix, and normalising rows is what the engine's layer
 * normalisation does, in one pass forward and one backward; scale and shift of each channel follow.
 */
final class GroupNormalisation implements Operation {
    private static final double EPSILON = 1e-5;

    private final long[] shape;
    private final int groups;
    private final Shape row;
    private final PtNDArray ones;
    private final PtNDArray zeros;
    private final Leaf scale;
    private final Leaf shift;

    /**
     * @param manager on the device, keeps two constant rows
     * @param shape of a batch; its first extent does not matter
     * @param scale one number for each channel, shaped to be broadcast over the pixels
     * @param shift likewise
     */
    GroupNormalisation(PtNDManager manager, long[] shape, int groups, Leaf scale, Leaf shift) {
        this.shape = shape;
        this.groups = groups;
        this.row = new Shape(new Shape(shape).slice(1).size() / groups);
        this.ones = (PtNDArray) manager.ones(row, DataType.FLOAT32);
        this.zeros = (PtNDArray) manager.zeros(row, DataType.FLOAT32);
        this.scale = scale;
        this.shift = shift;
    }

    @Override
    public PtNDArray apply(PtNDArray input, Pass pass) {
        long[] whole = shape.clone();
        whole[0] = pass.rows();
        PtNDArray rows = JniUtils.reshape(input, new long[] {(long) pass.rows() * groups, row.get(0)});
        PtNDArray normal = JniUtils.layerNorm(rows, row, ones, zeros, EPSILON);
        return JniUtils.add(JniUtils.mul(JniUtils.reshape(normal, whole), scale.array()), shift.array());
    }
}
