package io.tributary.worker.data;

import io.tributary.protocol.data.DatasetInfo;
import io.tributary.protocol.data.Encoding;
import io.tributary.protocol.data.Moments;
import io.tributary.protocol.error.ErrorCode;
import io.tributary.protocol.error.TributaryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The data sets that a worker holds. Each is looked at once when the catalog is made and read once when it is first used.
 * Safe for use by many threads; a thread that needs a data set waits for it to be read.
 */
public final class DatasetCatalog {
    private static final Logger LOG = LoggerFactory.getLogger(DatasetCatalog.class);

    private static final int ENCODINGS_KEPT = 2;

    private final Map<String, Entry> entries = new LinkedHashMap<>();

    /** @param sources with distinct ids; those that cannot be read are left out of {@link #info()} */
    public DatasetCatalog(List<DatasetSource> sources) {
        for (DatasetSource source : sources) {
            if (entries.putIfAbsent(source.id(), new Entry(source)) != null) {
                throw new IllegalArgumentException("There are two data sets named " + source.id());
            }
        }
        entries.values().forEach(Entry::describe);
    }

    /** Data sets that are in memory already, for embedding and for tests. */
    public static DatasetCatalog of(Dataset... datasets) {
        return new DatasetCatalog(
                List.of(datasets).stream().map(DatasetSource::of).toList());
    }

    /**
     * The data sets that Tributary knows by itself.
     *
     * @param fashionMnist folder of the four files; null looks in the usual places, see {@link FashionMnist#locate}
     */
    public static DatasetCatalog standard(@Nullable Path fashionMnist) {
        return new DatasetCatalog(List.of(FashionMnist.locate(fashionMnist, System.getenv())));
    }

    /** What can be used, in the order of the sources. */
    public List<DatasetInfo> info() {
        List<DatasetInfo> usable = new ArrayList<>();
        for (Entry entry : entries.values()) {
            DatasetInfo info = entry.info();
            if (info != null) {
                usable.add(info);
            }
        }
        return usable;
    }

    /** What cannot be used: what is wrong and what to do, by id. */
    public Map<String, String> problems() {
        Map<String, String> problems = new LinkedHashMap<>();
        entries.forEach((id, entry) -> {
            TributaryException problem = entry.problem();
            if (problem != null) {
                problems.put(id, problem.message());
            }
        });
        return Collections.unmodifiableMap(problems);
    }

    /**
     * A data set, read if this is its first use.
     *
     * @throws TributaryException DATASET_UNUSABLE where there is none of that id, or it cannot be read
     */
    public Dataset get(String id) {
        return entry(id).get();
    }

    /**
     * A data set as the sites of a task have agreed to encode it. The encodings used last are kept.
     *
     * @param encoding of the task; null where the data set is everywhere the same
     * @throws TributaryException DATASET_UNUSABLE where there is none of that id, or it cannot be read or encoded so
     */
    public Dataset get(String id, @Nullable Encoding encoding) {
        return encoding == null ? get(id) : entry(id).get(encoding);
    }

    /**
     * The sums that a common scale is made of, see {@link DatasetSource#summarise}.
     *
     * @throws TributaryException DATASET_UNUSABLE where there is none of that id, or it cannot be read or encoded so
     */
    public List<Moments> summarise(String id, Encoding encoding) {
        return entry(id).summarise(encoding);
    }

    private Entry entry(String id) {
        Entry entry = entries.get(id);
        if (entry == null) {
            throw new TributaryException(
                    ErrorCode.DATASET_UNUSABLE,
                    "This worker has no data set '" + id + "'. It has: " + String.join(", ", entries.keySet()) + ".");
        }
        return entry;
    }

    /** One source and what became of it. */
    private static final class Entry {
        private final DatasetSource source;
        private @Nullable DatasetInfo info;
        private @Nullable Dataset dataset;
        private @Nullable TributaryException problem;
        private final Map<Encoding, Dataset> encoded = new LinkedHashMap<>(ENCODINGS_KEPT, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<Encoding, Dataset> eldest) {
                return size() > ENCODINGS_KEPT;
            }
        };

        Entry(DatasetSource source) {
            this.source = source;
        }

        synchronized void describe() {
            try {
                info = source.describe();
            } catch (TributaryException e) {
                failed(e);
            }
        }

        /** An encoding that does not fit is the task's trouble: the data set stays usable for others. */
        synchronized Dataset get(Encoding encoding) {
            refuseIfUnusable();
            Dataset found = encoded.get(encoding);
            if (found == null) {
                found = source.load(encoding);
                encoded.put(encoding, found);
            }
            return found;
        }

        synchronized List<Moments> summarise(Encoding encoding) {
            refuseIfUnusable();
            return source.summarise(encoding);
        }

        private void refuseIfUnusable() {
            if (problem != null) {
                throw new TributaryException(problem.code(), problem.message(), problem);
            }
        }

        synchronized Dataset get() {
            refuseIfUnusable();
            if (dataset == null) {
                try {
                    dataset = source.load();
                } catch (TributaryException e) {
                    // A site may hold too little for a task of its own, and be welcome in one with others.
                    if (e.code() == ErrorCode.DATASET_UNUSABLE) {
                        failed(e);
                    }
                    throw e;
                }
            }
            return dataset;
        }

        synchronized @Nullable DatasetInfo info() {
            return problem == null ? info : null;
        }

        synchronized @Nullable TributaryException problem() {
            return problem;
        }

        private void failed(TributaryException e) {
            problem = e;
            LOG.warn("Data set {} cannot be used: {}", source.id(), e.message());
        }
    }
}
