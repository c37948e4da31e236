package io.tributary.worker.engine;

import ai.djl.Device;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.JniUtils;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Rows of floats that Java writes and the engine reads, in the same memory, for as long as the network lives. */
final class HostBatch {
    private static final int ALIGNMENT = 64;

    private final PtNDManager host;
    private final ByteBuffer bytes;
    private final FirstRows rows;

    private HostBatch(PtNDManager host, ByteBuffer bytes, PtNDArray array) {
        this.host = host;
        this.bytes = bytes;
        this.rows = new FirstRows(array);
    }

    /** @param shape rows first */
    static HostBatch create(PtNDManager host, long... shape) {
        Shape extents = new Shape(shape);
        ByteBuffer bytes = allocate(extents.size());
        return new HostBatch(host, bytes, host.create(bytes, extents, DataType.FLOAT32));
    }

    /** Direct, little-endian, aligned to 64 bytes. */
    ByteBuffer bytes() {
        return bytes;
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
     * The first rows, on the device. What is made from them alone must not come of a call whose first operand they are, because
     * it would live as long as the network; see {@link #lend}.
     *
     * @param step owns what is made here for it
     */
    PtNDArray rows(int count, PtNDManager step, Device device) {
        PtNDArray view = rows.of(count);
        if (device.isGpu()) {
            PtNDArray copy = JniUtils.to(view, DataType.FLOAT32, device);
            copy.attach(step);
            return copy;
        }
        return view;
    }

    /**
     * As {@link #rows}, to start a step with: the step owns the rows, and so what is made from them, until {@link #reclaim}.
     */
    PtNDArray lend(int count, PtNDManager step, Device device) {
        PtNDArray lent = rows(count, step, device);
        lent.attach(step);
        return lent;
    }

    /** Takes back what was lent to a step, before that step is closed. */
    void reclaim() {
        rows.reclaim(host);
    }
}
