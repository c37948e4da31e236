package io.tributary.worker.engine;

import ai.djl.Device;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.JniUtils;
import java.nio.FloatBuffer;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Inverted dropout (Srivastava et al. 2014, section 10): in training each input is zeroed with probability {@code rate} and
 * divided by {@code 1 - rate} otherwise.
 *
 * <p>The masks come from the task's own generator: the engine's is one for all threads, so its numbers would depend on who
 * else trains.
 */
final class DropoutMask implements Operation {
    private final HostBatch mask;
    private final FloatBuffer values;
    private final int features;
    private final Device device;
    private final float rate;
    private final float kept;

    /** @param shape capacity of the batch, then the extents of one example */
    DropoutMask(PtNDManager host, Device device, long[] shape, double rate) {
        this.mask = HostBatch.create(host, shape);
        this.values = mask.bytes().asFloatBuffer();
        this.features = (int) (values.capacity() / shape[0]);
        this.device = device;
        this.rate = (float) rate;
        this.kept = (float) (1 / (1 - rate));
    }

    @Override
    public PtNDArray apply(PtNDArray input, Pass pass) {
        UniformRandomProvider random = pass.dropout();
        if (random == null || rate == 0) {
            return input;
        }
        int count = pass.rows() * features;
        for (int i = 0; i < count; i++) {
            values.put(i, random.nextFloat() < rate ? 0 : kept);
        }
        return JniUtils.mul(input, mask.rows(pass.rows(), pass.step(), device));
    }
}
