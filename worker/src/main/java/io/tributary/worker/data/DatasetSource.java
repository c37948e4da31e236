package io.tributary.worker.data;

import io.tributary.protocol.data.DatasetInfo;

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
