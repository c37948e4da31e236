package io.tributary.worker.data;

import io.tributary.protocol.data.DatasetInfo;
import io.tributary.protocol.data.Encoding;
import io.tributary.protocol.data.Moments;
import io.tributary.protocol.error.ErrorCode;
import io.tributary.protocol.error.TributaryException;
import java.util.Collections;
import java.util.List;

/** Where a data set comes from. Called by one thread at a time. */
public interface DatasetSource {

    /** The name used in task specs. */
    String id();

    /**
     * Looks at the data without reading all of it.
     *
     * @throws io.tributary.protocol.error.TributaryException DATASET_UNUSABLE saying what is wrong and what to do
     */
    DatasetInfo describe();

    /**
     * Reads all of it.
     *
     * @throws io.tributary.protocol.error.TributaryException DATASET_UNUSABLE saying what is wrong and what to do
     */
    Dataset load();

    /**
     * Reads all of it, as numbers that the other sites of a task have too.
     *
     * @param encoding of the task, whose moments may still be missing
     * @throws io.tributary.protocol.error.TributaryException DATASET_UNUSABLE where the data cannot be encoded so
     */
    default Dataset load(Encoding encoding) {
        Dataset dataset = load();
        DatasetInfo info = dataset.info();
        if (!info.shape().equals(encoding.shape()) || !info.labels().equals(encoding.labels())) {
            throw new TributaryException(
                    ErrorCode.DATASET_UNUSABLE,
                    "The data set " + id() + " is the same everywhere; it cannot be encoded in another way.");
        }
        return dataset;
    }

    /**
     * The sums over the training examples that a common scale is made of.
     *
     * @param encoding of the task; its moments do not matter
     * @return as many as {@link Encoding#scales()}, in its order
     * @throws io.tributary.protocol.error.TributaryException DATASET_UNUSABLE where the data cannot be encoded so
     */
    default List<Moments> summarise(Encoding encoding) {
        // It comes scaled already: nothing to say.
        return Collections.nCopies(encoding.scales(), new Moments(0, 0, 0));
    }

    /** A data set that is in memory already. */
    static DatasetSource of(Dataset dataset) {
        return new DatasetSource() {
            @Override
            public String id() {
                return dataset.info().id();
            }

            @Override
            public DatasetInfo describe() {
                return dataset.info();
            }

            @Override
            public Dataset load() {
                return dataset;
            }
        };
    }
}
