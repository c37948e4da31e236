package io.tributary.worker.data;

import io.tributary.protocol.data.DatasetInfo;

/**
 * A data set in memory.
 *
 * @param info how it is described to the server
 * @param train what clients train on
 * @param test held out, for evaluation
 */
public record Dataset(DatasetInfo info, Examples train, Examples test) {
    public Dataset {
        if (info.trainExamples() != train.count() || info.testExamples() != test.count()) {
            throw new IllegalArgumentException(info.id() + " says " + info.trainExamples() + " + " + info.testExamples()
                    + " examples, but holds " + train.count() + " + " + test.count());
        }
    }

    /**
     * A data set from arrays, which are copied.
     *
     * @param trainFeatures normalised; example after example, each (channels, height, width) in row-major order
     * @param trainLabels one for each example
     * @throws IllegalArgumentException where sizes or labels do not fit {@code info}
     */
    public static Dataset of(
            DatasetInfo info, float[] trainFeatures, int[] trainLabels, float[] testFeatures, int[] testLabels) {
        return new Dataset(
                info,
                Examples.of(info.shape(), trainFeatures, trainLabels),
                Examples.of(info.shape(), testFeatures, testLabels));
    }
}
