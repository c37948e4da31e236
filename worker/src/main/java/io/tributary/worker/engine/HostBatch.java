package io.tributary.worker.engine;

import ai.djl.Device;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.JniUtils;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Rows of floats that Java writes and the engine reads, in the same memory, for as long as the network lives.
 *
 * @param bytes direct, little-endian, aligned to 64 bytes
 * @param array the engine's view of it
 */
record HostBatch(ByteBuffer bytes, PtNDArray array) {
    private static final int ALIGNMENT = 64;

    /** @param shape rows first */
    static HostBatch create(PtNDManager host, long... shape) {
        Shape extents = new Shape(shape);
        ByteBuffer bytes = allocate(extents.size());
        return new HostBatch(bytes, host.create(bytes, extents, DataType.FLOAT32));
    }

    /**
     * Direct memory for so many floats. Its alignment is fixed because a matrix kernel may add up in another order where its
     * input starts elsewhere in a cache line, which would change the result's last bits from run to run.
     */
    static ByteBuffer allocate(long floats) {
        long bytes = Math.multiplyExact(4L, floats);
        if (bytes > Integer.MAX_VALUE - 2 * ALIGNMENT) {
            throw new IllegalArgumentException(
                    floats + " floats are more than fit into one buffer; use a smaller batch or a smaller model");
        }
        // A slice is cut to whole lines at both ends.
        return ByteBuffer.allocateDirect((int) bytes + 2 * ALIGNMENT)
                .alignedSlice(ALIGNMENT)
                .limit((int) bytes)
                .slice()
                .order(ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * The first rows, on the device, for one step.
     *
     * @param step closes what is made here
     */
    PtNDArray rows(int rows, PtNDManager step, Device device) {
        PtNDArray slice = JniUtils.slice(array, 0, 0, rows, 1);
        slice.attach(step);
        return device.isGpu() ? JniUtils.to(slice, DataType.FLOAT32, device) : slice;
    }
}
