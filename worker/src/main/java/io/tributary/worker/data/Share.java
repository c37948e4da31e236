package io.tributary.worker.data;

import io.tributary.protocol.seed.Seeds;
import io.tributary.worker.loss.Targets;
import java.nio.ByteBuffer;
import org.apache.commons.rng.UniformRandomProvider;

/** Some of the examples of a set, such as one client's, in an order of their own. Belongs to one thread. */
public final class Share {
    private final Examples examples;
    private final int[] indices;
    private final boolean flipped;

    /** @param indices of the examples that count, in their first order; copied */
    public Share(Examples examples, int... indices) {
        this(examples, false, indices);
    }

    private Share(Examples examples, boolean flipped, int... indices) {
        this.examples = examples;
        this.flipped = flipped;
        this.indices = indices.clone();
    }

    /** The same examples with wrong labels: of L classes, L - 1 - l for l. Numbers to predict are left alone. */
    public Share flipped() {
        return new Share(examples, !flipped, indices);
    }

    /** How many examples there are. */
    public int count() {
        return indices.length;
    }

    /** Puts the examples into another order; every order is equally likely. */
    public void shuffle(UniformRandomProvider random) {
        Seeds.shuffle(indices, random);
    }

    /**
     * Copies a run of examples into a batch, from its first row on.
     *
     * @param from place of the first in the present order
     * @param count how many; at most what is left, and what the batch holds
     * @param batch rows of little-endian floats
     * @param targets receives what is true of them, from index 0
     */
    public void copyTo(int from, int count, ByteBuffer batch, Targets targets) {
        for (int row = 0; row < count; row++) {
            int example = indices[from + row];
            examples.copyTo(batch, row, example);
            examples.copyTo(targets, row, example);
            if (flipped && !real()) {
                int[] labels = targets.labels();
                labels[row] = examples.shape().classes() - 1 - labels[row];
            }
        }
    }

    /** Whether numbers are predicted. */
    public boolean real() {
        return examples.real();
    }
}
