package io.tributary.worker.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.protocol.data.DataShape;
import io.tributary.worker.loss.Targets;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;

class DatasetTest {
    private static final DataShape SHAPE = new DataShape(1, 1, 2, 2);
    private final Dataset blobs = SyntheticDataset.blobs("blobs", SHAPE, 4, 2, 1);

    @Test
    void refusesArraysThatDoNotFitTogether() {
        assertThatThrownBy(() -> Dataset.of(blobs.info(), new float[7], new int[4], new float[4], new int[2]))
                .hasMessageContaining("4 examples of 2 features take 32 bytes, not 28");
        assertThatThrownBy(() -> Dataset.of(blobs.info(), new float[6], new int[3], new float[4], new int[2]))
                .hasMessageContaining("says 4 + 2 examples, but holds 3 + 2");
        assertThatThrownBy(
                        () -> Dataset.of(blobs.info(), new float[8], new int[] {0, 1, 2, 0}, new float[4], new int[2]))
                .hasMessageContaining("Label 2 is outside [0, 2)");
    }

    @Test
    void syntheticDataIsTheSameForTheSameSeed() {
        Dataset again = SyntheticDataset.blobs("blobs", SHAPE, 4, 2, 1);
        Dataset other = SyntheticDataset.blobs("blobs", SHAPE, 4, 2, 2);

        assertThat(features(again.train())).isEqualTo(features(blobs.train()));
        assertThat(features(other.train())).isNotEqualTo(features(blobs.train()));
    }

    @Test
    void aShareCopiesItsExamplesInItsOwnOrder() {
        Dataset four = Dataset.of(
                blobs.info(), new float[] {0, 0, 1, 1, 2, 2, 3, 3}, new int[] {0, 1, 0, 1}, new float[4], new int[2]);
        Share share = new Share(four.train(), 3, 0, 2);
        ByteBuffer batch = ByteBuffer.allocateDirect(16).order(ByteOrder.LITTLE_ENDIAN);
        Targets labels = Targets.of(new int[2]);

        share.copyTo(0, 2, batch, labels);

        assertThat(batch.getFloat(0)).isEqualTo(3);
        assertThat(batch.getFloat(12)).isEqualTo(0);
        assertThat(labels.labels()).containsExactly(1, 0);
        share.shuffle(RandomSource.XO_SHI_RO_256_PP.create(1L));
        assertThat(share.count()).isEqualTo(3);
    }

    private static ByteBuffer features(Examples examples) {
        int bytes = 4 * examples.shape().features();
        ByteBuffer all = ByteBuffer.allocateDirect(bytes * examples.count()).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < examples.count(); i++) {
            examples.copyTo(all, i, i);
        }
        return all;
    }
}
