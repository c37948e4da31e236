package io.tributary.worker.partition;

import io.tributary.protocol.seed.Seeds;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;

/** Cuts a row of examples into parts. */
final class Cut {
    private Cut() {}

    /** 0 to {@code count - 1} in random order. */
    static int[] shuffled(int count, UniformRandomProvider random) {
        int[] indices = IntStream.range(0, count).toArray();
        Seeds.shuffle(indices, random);
        return indices;
    }

    /** Parts whose sizes differ by at most one. */
    static int[][] evenly(int[] row, int parts) {
        int[][] cut = new int[parts][];
        for (int i = 0; i < parts; i++) {
            cut[i] = Arrays.copyOfRange(
                    row, (int) ((long) row.length * i / parts), (int) ((long) row.length * (i + 1) / parts));
        }
        return cut;
    }

    /**
     * Parts of the given shares.
     *
     * @param shares non-negative, their sum is 1 but for rounding
     */
    static int[][] byShare(int[] row, double[] shares) {
        int[][] cut = new int[shares.length][];
        double sum = 0;
        int from = 0;
        for (int i = 0; i < shares.length; i++) {
            sum += shares[i];
            boolean last = i == shares.length - 1;
            int to = last ? row.length : Math.max(from, (int) Math.min(row.length, Math.floor(sum * row.length)));
            cut[i] = Arrays.copyOfRange(row, from, to);
            from = to;
        }
        return cut;
    }
}
