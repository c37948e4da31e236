package io.tributary.worker.attack;

import io.tributary.protocol.seed.Purpose;
import io.tributary.protocol.seed.Seeds;
import io.tributary.protocol.task.TaskSpec;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;

/**
 * The attacks that one client does alone to its honest update d: sign-flip sends -s d, gaussian sends independent
 * normal numbers of s times the root mean square of d. Strengths left out are this project's choice: 4, at which a
 * fifth of the clients brings the mean to a halt, and 10.
 */
final class Corruption {
    private static final double SIGN_FLIP = 4;
    private static final double GAUSSIAN = 10;

    private Corruption() {}

    static void signFlip(TaskSpec.Attack attack, ByteBuffer difference) {
        float factor = (float) -strength(attack, SIGN_FLIP);
        FloatBuffer numbers = floats(difference);
        for (int i = 0; i < numbers.capacity(); i++) {
            numbers.put(i, factor * numbers.get(i));
        }
    }

    static void gaussian(TaskSpec spec, int round, int client, ByteBuffer difference) {
        FloatBuffer numbers = floats(difference);
        double squares = 0;
        for (int i = 0; i < numbers.capacity(); i++) {
            squares += (double) numbers.get(i) * numbers.get(i);
        }
        double deviation =
                strength(spec.simulation().attack(), GAUSSIAN) * Math.sqrt(squares / Math.max(1, numbers.capacity()));
        var normal = ZigguratSampler.NormalizedGaussian.of(Seeds.generator(spec.seed(), Purpose.ATTACK, round, client));
        for (int i = 0; i < numbers.capacity(); i++) {
            numbers.put(i, (float) (deviation * normal.sample()));
        }
    }

    private static double strength(TaskSpec.Attack attack, double standard) {
        Double strength = attack.strength();
        return strength == null ? standard : strength;
    }

    /** A view whose index 0 is the buffer's first byte. */
    static FloatBuffer floats(ByteBuffer bytes) {
        return bytes.duplicate().order(bytes.order()).asFloatBuffer();
    }
}
