package io.tributary.worker.attack;

import io.tributary.protocol.artifact.Sha256;
import io.tributary.protocol.task.TaskSpec;
import io.tributary.protocol.task.TaskSpec.AttackKind;
import io.tributary.worker.data.Share;
import java.nio.ByteBuffer;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * A worker's malicious virtual clients. Safe for use by many threads; what attackers of a round agree on is kept until
 * another round asks.
 */
public final class Attack {
    private volatile @Nullable Agreed agreed;

    /** What the attackers of one round agreed on. */
    private static final class Agreed {
        private final TaskSpec spec;
        private final int round;
        private final Sha256 weights;
        private final float[] update;

        Agreed(TaskSpec spec, int round, Sha256 weights, float[] update) {
            this.spec = spec;
            this.round = round;
            this.weights = weights;
            this.update = update;
        }

        boolean of(TaskSpec task, int number, Sha256 start) {
            return round == number && weights.equals(start) && spec.equals(task);
        }
    }

    /** Whether a client of a task is malicious. */
    public static boolean by(TaskSpec spec, int client) {
        return Attackers.of(spec).include(client);
    }

    /** What a client trains on: its examples, or the same with wrong labels. */
    public static Share examples(TaskSpec spec, int client, Share examples) {
        return spec.simulation().attack().kind() == AttackKind.LABEL_FLIP && by(spec, client)
                ? examples.flipped()
                : examples;
    }

    /** Whether a client sends something else than its update; it does not keep to the rules of privacy then either. */
    public static boolean onUpdate(TaskSpec spec, int client) {
        return spec.simulation().attack().kind() != AttackKind.LABEL_FLIP && by(spec, client);
    }

    /**
     * Puts what a malicious client sends in place of its update.
     *
     * @param weights that the round starts from
     * @param difference its honest update, little-endian floats; written over
     * @param honest the honest update of any client in the round; may use the memory of {@code difference}
     */
    public void corrupt(
            TaskSpec spec,
            int round,
            int client,
            Sha256 weights,
            ByteBuffer difference,
            IntFunction<ByteBuffer> honest) {
        switch (spec.simulation().attack().kind()) {
            case SIGN_FLIP -> Corruption.signFlip(spec.simulation().attack(), difference);
            case GAUSSIAN -> Corruption.gaussian(spec, round, client, difference);
            case LITTLE_IS_ENOUGH ->
                Corruption.floats(difference)
                        .put(0, agreed(spec, round, weights, difference.capacity() / Float.BYTES, honest));
            case NONE, LABEL_FLIP -> {}
        }
    }

    private float[] agreed(TaskSpec spec, int round, Sha256 weights, int parameters, IntFunction<ByteBuffer> honest) {
        Agreed known = agreed;
        if (known != null && known.of(spec, round, weights)) {
            return known.update;
        }
        // Two threads may both work it out; they come to the same, and nobody waits for whom a server may stop.
        float[] update = LittleIsEnough.craft(spec, Attackers.of(spec), parameters, honest);
        agreed = new Agreed(spec, round, weights, update);
        return update;
    }

    /** Drops what was agreed on, to free memory. */
    public void forget() {
        agreed = null;
    }
}
