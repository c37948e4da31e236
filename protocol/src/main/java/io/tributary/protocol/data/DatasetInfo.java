package io.tributary.protocol.data;

import java.util.List;

/**
 * A data set as a worker describes it.
 *
 * @param id the name used in task specs, such as {@code fashion-mnist}
 * @param title the name for people
 * @param description one sentence: what the examples are, where they come from, under which licence
 * @param shape of one example
 * @param labels the names of the classes, {@code shape.classes()} of them; empty where a number is predicted
 * @param trainExamples examples that clients train on
 * @param testExamples held out, for evaluation
 * @param mean subtracted from every input after scaling it to 0..1
 * @param deviation divided by afterwards
 * @param columns of a table, without the one that is predicted; empty for images
 * @param own whether a site brought it, so that others' data of the same name are other data
 */
public record DatasetInfo(
        String id,
        String title,
        String description,
        DataShape shape,
        List<String> labels,
        long trainExamples,
        long testExamples,
        double mean,
        double deviation,
        List<Column> columns,
        boolean own) {
    public DatasetInfo {
        labels = List.copyOf(labels);
        columns = List.copyOf(columns);
    }

    /** Whether a number is predicted rather than a class. */
    public boolean regression() {
        return labels.isEmpty() && shape.classes() == 1;
    }

    /** Images that are everywhere the same. */
    public DatasetInfo(
            String id,
            String title,
            String description,
            DataShape shape,
            List<String> labels,
            long trainExamples,
            long testExamples,
            double mean,
            double deviation) {
        this(id, title, description, shape, labels, trainExamples, testExamples, mean, deviation, List.of(), false);
    }
}
