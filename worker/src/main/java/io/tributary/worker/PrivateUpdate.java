package io.tributary.worker;

import io.tributary.protocol.privacy.Clipping;
import io.tributary.protocol.privacy.SecureNoise;
import io.tributary.protocol.task.TaskSpec;
import io.tributary.protocol.task.TaskSpec.Noise;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;

/**
 * The clients' side of differential privacy: an update is shortened to the clip norm before it leaves, and where
 * clients add the noise, it is noisy too. That noise comes from a key that is forgotten, so the same client never gives
 * the same update twice.
 */
final class PrivateUpdate {
    private static final int TILE = 16 * 1024;

    private PrivateUpdate() {}

    /** @param difference little-endian floats, changed in place */
    static void protect(TaskSpec.Privacy privacy, ByteBuffer difference) {
        Double norm = privacy.clipNorm();
        if (norm == null) {
            return;
        }
        FloatBuffer numbers = difference.duplicate().order(difference.order()).asFloatBuffer();
        float factor = Clipping.factor(squares(numbers), norm);
        Double multiplier = privacy.noisy(Noise.CLIENTS) ? privacy.noiseMultiplier() : null;
        if (factor == 1 && multiplier == null) {
            return;
        }
        SecureNoise noise = new SecureNoise(SecureNoise.newKey(), 0);
        float[] tile = new float[TILE];
        for (int from = 0; from < numbers.capacity(); from += TILE) {
            int count = Math.min(TILE, numbers.capacity() - from);
            numbers.get(from, tile, 0, count);
            for (int i = 0; i < count; i++) {
                tile[i] *= factor;
            }
            if (multiplier != null) {
                noise.addTo(tile, count, multiplier * norm);
            }
            numbers.put(from, tile, 0, count);
        }
    }

    private static double squares(FloatBuffer numbers) {
        double sum = 0;
        for (int i = 0; i < numbers.capacity(); i++) {
            double number = numbers.get(i);
            sum += number * number;
        }
        return sum;
    }
}
