package io.tributary.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tributary.protocol.data.DataShape;
import io.tributary.protocol.data.JointData;
import io.tributary.worker.data.Dataset;
import io.tributary.worker.data.SyntheticDataset;
import io.tributary.worker.site.OwnData;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SiteFilesTest {
    private static final Dataset CLOUDS = SyntheticDataset.blobs("clouds", new DataShape(3, 4, 5, 3), 30, 9, 1);

    @TempDir
    Path folder;

    @Test
    void whatIsWrittenIsWhatASiteReads() throws IOException {
        OwnData images = OwnData.of("x=" + SiteFiles.of(CLOUDS, 0, 2).images(folder.resolve("images")));
        OwnData arrays = OwnData.of("x=" + SiteFiles.of(CLOUDS, 0, 2).npz(folder.resolve("x.npz")));
        OwnData table = OwnData.of("x=" + SiteFiles.of(CLOUDS, 1, 2).csv(folder.resolve("x.csv"), true));

        assertThat(images.describe().shape()).isEqualTo(CLOUDS.info().shape());
        assertThat(images.describe().labels()).containsExactly("Class 0", "Class 1", "Class 2");
        assertThat(arrays.describe().shape()).isEqualTo(CLOUDS.info().shape());
        assertThat(arrays.describe().labels()).containsExactly("0", "1", "2");
        // Classes stand in another order, so others are held out: nearly the same pixels.
        assertThat(arrays.load().info().mean()).isCloseTo(images.load().info().mean(), within(0.1));
        assertThat(table.describe().shape()).isEqualTo(new DataShape(1, 1, 60, 3));
    }

    @Test
    void sitesThatShareADataSetJoinToAllOfIt() throws IOException {
        OwnData a = OwnData.of("x=" + SiteFiles.of(CLOUDS, 0, 2).npz(folder.resolve("a.npz")));
        OwnData b = OwnData.of("x=" + SiteFiles.of(CLOUDS, 1, 2).npz(folder.resolve("b.npz")));

        JointData joint =
                JointData.of(List.of(new JointData.Site("A", a.describe()), new JointData.Site("B", b.describe())));

        assertThat(joint.info().trainExamples() + joint.info().testExamples()).isEqualTo(30);
        assertThat(joint.encoding().shape()).isEqualTo(CLOUDS.info().shape());
    }
}
