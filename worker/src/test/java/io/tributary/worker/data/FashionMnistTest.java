package io.tributary.worker.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.tributary.protocol.error.ErrorCode;
import io.tributary.protocol.error.TributaryException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FashionMnistTest {
    private static final String IMAGES = "train-images-idx3-ubyte.gz";
    private static final String LABELS = "train-labels-idx1-ubyte.gz";
    private static final int PIXELS = 28 * 28;

    @TempDir
    Path folder;

    @BeforeEach
    void threeGoodTrainingAndTwoTestExamples() throws IOException {
        write(IMAGES, images(3, 28, 28, 3 * PIXELS));
        write(LABELS, labels(0, 9, 4));
        write("t10k-images-idx3-ubyte.gz", images(2, 28, 28, 2 * PIXELS));
        write("t10k-labels-idx1-ubyte.gz", labels(1, 2));
    }

    @Test
    void readsAndNormalisesFourFiles() {
        Dataset dataset = new FashionMnist(folder).load();

        assertThat(dataset.info().trainExamples()).isEqualTo(3);
        assertThat(dataset.info().testExamples()).isEqualTo(2);
        assertThat(dataset.info().shape().features()).isEqualTo(PIXELS);
        assertThat(dataset.train().labels()).containsExactly(0, 9, 4);
        ByteBuffer batch = ByteBuffer.allocateDirect(2 * 4 * PIXELS).order(ByteOrder.LITTLE_ENDIAN);
        dataset.train().copyTo(batch, 1, 2);
        // The pixel at flat index i is i mod 251.
        int pixel = (2 * PIXELS + 5) % 251;
        assertThat(batch.getFloat(4 * (PIXELS + 5))).isCloseTo((pixel / 255f - 0.2860f) / 0.3530f, within(1e-6f));
        assertThat(batch.getFloat(0)).isZero();
    }

    @Test
    void describesWithoutReadingThePixels() throws IOException {
        write(IMAGES, images(3, 28, 28, 10));

        assertThat(new FashionMnist(folder).describe().trainExamples()).isEqualTo(3);
    }

    @Test
    void readsTheRealFiles() {
        Dataset dataset = DatasetCatalog.standard(null).get(FashionMnist.ID);

        assertThat(dataset.train().count()).isEqualTo(60_000);
        assertThat(dataset.test().count()).isEqualTo(10_000);
        int[] histogram = new int[10];
        for (int label : dataset.train().labels()) {
            histogram[label]++;
        }
        assertThat(histogram).containsOnly(6_000);
        double sum = 0;
        ByteBuffer batch = ByteBuffer.allocateDirect(4 * PIXELS).order(ByteOrder.LITTLE_ENDIAN);
        for (int example = 0; example < 60_000; example += 10) {
            dataset.train().copyTo(batch, 0, example);
            for (int i = 0; i < PIXELS; i++) {
                sum += batch.getFloat(4 * i);
            }
        }
        assertThat(sum / (6_000 * PIXELS)).isCloseTo(0, within(0.02));
    }

    @Test
    void refusesAMissingFile() throws IOException {
        Files.delete(folder.resolve(LABELS));

        refused(LABELS, "is missing");
    }

    @Test
    void refusesAnotherKindOfFile() throws IOException {
        write(IMAGES, labels(1, 2, 3));

        refused(IMAGES, "starts with 0x00000801 instead of 0x00000803");
    }

    @Test
    void refusesAFileThatEndsInItsHeader() throws IOException {
        write(IMAGES, Arrays.copyOf(images(3, 28, 28, 0), 9));

        refused(IMAGES, "is cut off");
    }

    @Test
    void refusesAFileThatEndsInItsPixels() throws IOException {
        write(IMAGES, images(3, 28, 28, 3 * PIXELS - 1));

        refused(IMAGES, "ends after 2351 of 2352 bytes");
    }

    @Test
    void refusesTrailingBytes() throws IOException {
        write(LABELS, Arrays.copyOf(labels(1, 2, 3), 12));

        refused(LABELS, "goes on after the 3 bytes");
    }

    @Test
    void refusesImagesOfAnotherShape() throws IOException {
        write(IMAGES, images(3, 14, 56, 3 * PIXELS));

        refused(IMAGES, "14x56 pixels instead of 28x28");
    }

    @Test
    void refusesExtentsBelowOne() throws IOException {
        write(IMAGES, images(-3, 28, 28, 0));

        refused(IMAGES, "has extent -3 in dimension 0");
    }

    @Test
    void refusesAHeaderThatAnnouncesMoreThanMemoryHolds() throws IOException {
        write(IMAGES, images(Integer.MAX_VALUE, 28, 28, 10));
        write(
                LABELS,
                ByteBuffer.allocate(8).putInt(0x801).putInt(Integer.MAX_VALUE).array());

        refused(IMAGES, "more than fit into one buffer");
    }

    @Test
    void refusesALabelThatIsNotAClass() throws IOException {
        write(LABELS, labels(1, 10, 3));

        refused(LABELS, "holds the label 10 at 1; the largest is 9");
    }

    @Test
    void refusesAnotherNumberOfLabelsThanImages() throws IOException {
        write(LABELS, labels(1, 2));

        refused(LABELS, "holds 2 labels for 3 images");
    }

    @Test
    void refusesACorruptGzipStream() throws IOException {
        byte[] file = Files.readAllBytes(folder.resolve(IMAGES));
        // The checksum of the content, in the last eight bytes.
        file[file.length - 6] ^= 1;
        Files.write(folder.resolve(IMAGES), file);

        refused(IMAGES, "is not a whole gzip file");
    }

    @Test
    void refusesAFileThatIsNoGzip() throws IOException {
        Files.write(folder.resolve(LABELS), labels(1, 2, 3));

        refused(LABELS, "is not a whole gzip file");
    }

    @Test
    void refusesAGzipFileThatIsCutOff() throws IOException {
        byte[] file = Files.readAllBytes(folder.resolve(IMAGES));
        Files.write(folder.resolve(IMAGES), Arrays.copyOf(file, file.length - 12));

        refused(IMAGES, "is cut off");
    }

    @Test
    void looksIntoTheDataFolderFirst() throws IOException {
        Path data = folder.resolve("home");
        Path expected = Files.createDirectories(data.resolve("datasets/fashion-mnist"));
        for (String name : new String[] {IMAGES, LABELS, "t10k-images-idx3-ubyte.gz", "t10k-labels-idx1-ubyte.gz"}) {
            Files.copy(folder.resolve(name), expected.resolve(name));
        }

        FashionMnist found = FashionMnist.locate(null, Map.of("TRIBUTARY_DATA", data.toString()));

        assertThat(found.describe().trainExamples()).isEqualTo(3);
    }

    @Test
    void looksNowhereElseThanWhereItIsTold() {
        FashionMnist missing = FashionMnist.locate(folder.resolve("empty"), Map.of());

        assertThatThrownBy(missing::describe).hasMessageContaining("empty").hasMessageContaining("is missing");
    }

    private void refused(String file, String why) {
        assertThatThrownBy(() -> new FashionMnist(folder).load())
                .isInstanceOfSatisfying(
                        TributaryException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.DATASET_UNUSABLE))
                .hasMessageContaining(folder.resolve(file).toString())
                .hasMessageContaining(why)
                .hasMessageContaining("dataset-fashion-mnist");
    }

    private void write(String name, byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(content);
        }
        Files.write(folder.resolve(name), bytes.toByteArray());
    }

    private static byte[] images(int count, int height, int width, int pixels) {
        ByteBuffer file = ByteBuffer.allocate(16 + pixels)
                .putInt(0x803)
                .putInt(count)
                .putInt(height)
                .putInt(width);
        for (int i = 0; i < pixels; i++) {
            file.put((byte) (i % 251));
        }
        return file.array();
    }

    private static byte[] labels(int... labels) {
        ByteBuffer file = ByteBuffer.allocate(8 + labels.length).putInt(0x801).putInt(labels.length);
        for (int label : labels) {
            file.put((byte) label);
        }
        return file.array();
    }
}
