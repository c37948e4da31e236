package io.tributary.worker.data;

import io.tributary.protocol.data.DataShape;
import io.tributary.protocol.data.DatasetInfo;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;

/**
 * Makes small data sets that a network can learn: each class is a cloud around a random centre. For tests and rehearsals
 * without files; no catalog lists one unless it is put there.
 */
public final class SyntheticDataset {
    private SyntheticDataset() {}

    /**
     * Clouds of uniform noise in [-1, 1) around centres in [-1, 1); labels go round, so that all are equally frequent.
     *
     * @param id the name used in task specs
     * @param train examples to train on
     * @param test examples to evaluate on
     * @param seed same seed, same numbers
     */
    public static Dataset blobs(String id, DataShape shape, int train, int test, long seed) {
        UniformRandomProvider random = RandomSource.XO_SHI_RO_256_PP.create(seed);
        float[] centres = uniform(shape.classes() * shape.features(), random);
        DatasetInfo info = new DatasetInfo(
                id,
                "Synthetic clouds",
                "Uniform noise around one random centre for each class; made up, no licence needed.",
                shape,
                IntStream.range(0, shape.classes()).mapToObj(i -> "Class " + i).toList(),
                train,
                test,
                0,
                1);
        return Dataset.of(
                info,
                around(centres, shape, train, random),
                labels(shape, train),
                around(centres, shape, test, random),
                labels(shape, test));
    }

    private static float[] around(float[] centres, DataShape shape, int count, UniformRandomProvider random) {
        float[] features = uniform(count * shape.features(), random);
        for (int i = 0; i < features.length; i++) {
            int label = i / shape.features() % shape.classes();
            features[i] += centres[label * shape.features() + i % shape.features()];
        }
        return features;
    }

    private static float[] uniform(int count, UniformRandomProvider random) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = 2 * random.nextFloat() - 1;
        }
        return values;
    }

    private static int[] labels(DataShape shape, int count) {
        return IntStream.range(0, count).map(i -> i % shape.classes()).toArray();
    }
}
