package io.tributary.worker.site;

import io.tributary.protocol.seed.Seeds;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;

/**
 * Which rows are for training and which are held out, both ascending. Immutable.
 */
final class Split {
    private final int[] train;
    private final int[] test;

    private Split(int[] train, int[] test) {
        this.train = train;
        this.test = test;
    }

    /** At least one. */
    int[] train() {
        return train.clone();
    }

    /** At least one. */
    int[] test() {
        return test.clone();
    }

    /**
     * Holds out a share of each class. Decided by the data set's name and the number of its examples alone, so the same
     * examples are held out after a restart and in every task.
     *
     * @param strata the class of each row
     */
    static Split of(Path file, String name, int[] strata, double share) {
        if (strata.length < 2) {
            throw Unusable.of(
                    file,
                    "holds " + strata.length + " example; at least 2 are needed, one to train on and one to test");
        }
        CRC32 hash = new CRC32();
        hash.update(name.getBytes(StandardCharsets.UTF_8));
        UniformRandomProvider random = RandomSource.XO_SHI_RO_256_PP.create((hash.getValue() << 31) ^ strata.length);
        int[] order = IntStream.range(0, strata.length).toArray();
        Seeds.shuffle(order, random);
        int classes = IntStream.of(strata).max().orElse(0) + 1;
        int[] left = new int[classes];
        for (int stratum : strata) {
            left[stratum]++;
        }
        Arrays.setAll(left, stratum -> (int) Math.rint(share * left[stratum]));
        boolean[] held = new boolean[strata.length];
        for (int row : order) {
            if (left[strata[row]] > 0) {
                left[strata[row]]--;
                held[row] = true;
            }
        }
        int count = count(held);
        if (count == 0 || count == strata.length) {
            // So few that rounding left one side empty.
            held[order[0]] = count == 0;
        }
        return new Split(rows(held, false), rows(held, true));
    }

    /** The first rows for training, the others held out. */
    static Split at(int train, int count) {
        return new Split(
                IntStream.range(0, train).toArray(),
                IntStream.range(train, count).toArray());
    }

    private static int count(boolean[] held) {
        return rows(held, true).length;
    }

    private static int[] rows(boolean[] held, boolean wanted) {
        return IntStream.range(0, held.length)
                .filter(row -> held[row] == wanted)
                .toArray();
    }
}
