package io.tributary.worker.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.protocol.data.DataShape;
import io.tributary.protocol.data.DatasetInfo;
import io.tributary.protocol.error.ErrorCode;
import io.tributary.protocol.error.TributaryException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetCatalogTest {
    private final Dataset blobs = SyntheticDataset.blobs("blobs", new DataShape(1, 2, 2, 3), 30, 9, 1);

    @TempDir
    Path folder;

    @Test
    void listsABrokenDataSetAsAProblemAndTheOthersAsUsable() {
        DatasetCatalog catalog = new DatasetCatalog(List.of(new FashionMnist(folder), DatasetSource.of(blobs)));

        assertThat(catalog.info()).containsExactly(blobs.info());
        assertThat(catalog.problems()).containsOnlyKeys("fashion-mnist");
        assertThat(catalog.problems().get("fashion-mnist")).contains("is missing", "dataset-fashion-mnist");
        assertThat(catalog.get("blobs")).isSameAs(blobs);
        assertThatThrownBy(() -> catalog.get("fashion-mnist")).hasMessageContaining("is missing");
    }

    @Test
    void namesWhatItHasWhenAskedForWhatItHasNot() {
        assertThatThrownBy(() -> DatasetCatalog.of(blobs).get("mnist"))
                .isInstanceOfSatisfying(
                        TributaryException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.DATASET_UNUSABLE))
                .hasMessage("This worker has no data set 'mnist'. It has: blobs.");
    }

    @Test
    void readsADataSetOnce() {
        AtomicInteger loads = new AtomicInteger();
        DatasetCatalog catalog = new DatasetCatalog(List.of(counting(loads, false)));

        catalog.get("blobs");
        catalog.get("blobs");

        assertThat(loads).hasValue(1);
    }

    @Test
    void unlistsADataSetThatTurnsOutBrokenWhenItIsRead() {
        DatasetCatalog catalog = new DatasetCatalog(List.of(counting(new AtomicInteger(), true)));
        assertThat(catalog.info()).hasSize(1);

        assertThatThrownBy(() -> catalog.get("blobs")).hasMessage("The pixels are gone");

        assertThat(catalog.info()).isEmpty();
        assertThat(catalog.problems()).containsEntry("blobs", "The pixels are gone");
    }

    @Test
    void refusesTwoDataSetsOfOneName() {
        assertThatThrownBy(() -> DatasetCatalog.of(blobs, blobs)).hasMessageContaining("two data sets named blobs");
    }

    private DatasetSource counting(AtomicInteger loads, boolean broken) {
        return new DatasetSource() {
            @Override
            public String id() {
                return "blobs";
            }

            @Override
            public DatasetInfo describe() {
                return blobs.info();
            }

            @Override
            public Dataset load() {
                loads.incrementAndGet();
                if (broken) {
                    throw new TributaryException(ErrorCode.DATASET_UNUSABLE, "The pixels are gone");
                }
                return blobs;
            }
        };
    }
}
