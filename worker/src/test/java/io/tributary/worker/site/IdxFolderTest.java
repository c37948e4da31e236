package io.tributary.worker.site;

import static io.tributary.worker.site.Sites.own;
import static io.tributary.worker.site.Sites.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.protocol.data.DataShape;
import io.tributary.worker.data.Dataset;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdxFolderTest {
    @TempDir
    Path folder;

    @BeforeEach
    void tenImagesForTraining() throws IOException {
        write("train-images-idx3-ubyte", 10, 2, 2);
        write("train-labels-idx1-ubyte.gz", 10);
    }

    @Test
    void holdsOutAShareWhereThereIsNoTestPart() {
        Dataset data = own(folder, "").load();

        assertThat(data.info().shape()).isEqualTo(new DataShape(1, 2, 2, 3));
        assertThat(data.info().labels()).containsExactly("0", "1", "2");
        assertThat(data.test().count()).isBetween(1, 4);
    }

    @Test
    void keepsTheTestPart() throws IOException {
        write("t10k-images-idx3-ubyte.gz", 4, 2, 2);
        write("t10k-labels-idx1-ubyte", 4);

        Dataset data = own(folder, "").load();

        assertThat(data.train().count()).isEqualTo(10);
        assertThat(data.test().labels()).containsExactly(0, 1, 2, 0);
    }

    @Test
    void refusesPartsThatDoNotFitTogether() throws IOException {
        write("t10k-images-idx3-ubyte", 4, 3, 2);
        write("t10k-labels-idx1-ubyte", 4);
        refused(folder, "", "[10, 1, 2, 2] for training", "[4, 1, 3, 2] for testing");
        write("t10k-labels-idx1-ubyte", 5);
        refused(folder, "", "5 labels for 4 images");
        Files.delete(folder.resolve("t10k-labels-idx1-ubyte"));
        refused(folder, "", "t10k-labels-idx1-ubyte is missing");
        write("more-images-idx3-ubyte", 4, 3, 2);
        refused(folder, "", "[more, train]");
    }

    private void write(String name, int... extents) throws IOException {
        int size = 1;
        for (int extent : extents) {
            size *= extent;
        }
        ByteBuffer bytes = ByteBuffer.allocate(4 + 4 * extents.length + size);
        bytes.putInt(0x0800 | extents.length);
        for (int extent : extents) {
            bytes.putInt(extent);
        }
        for (int i = 0; i < size; i++) {
            bytes.put((byte) (i % 3));
        }
        Path file = folder.resolve(name);
        try (OutputStream out = name.endsWith(".gz")
                ? new GZIPOutputStream(Files.newOutputStream(file))
                : Files.newOutputStream(file)) {
            out.write(bytes.array());
        }
    }
}
