package io.tributary.worker.site;

import static io.tributary.worker.site.Sites.floats;
import static io.tributary.worker.site.Sites.longs;
import static io.tributary.worker.site.Sites.npy;
import static io.tributary.worker.site.Sites.npz;
import static io.tributary.worker.site.Sites.own;
import static io.tributary.worker.site.Sites.refused;
import static io.tributary.worker.site.Sites.row;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.protocol.data.DataShape;
import io.tributary.protocol.data.DatasetInfo;
import io.tributary.worker.data.Dataset;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NpzTest {
    private static final byte[] LABELS = npy("<i8", "4,", longs(7, 3, 7, 3));

    @TempDir
    Path folder;

    @Test
    void rowsByFeaturesAreATable() throws IOException {
        byte[] x = npy("<f4", "4, 2", floats(1, 2, 3, Float.NaN, 5, 6, 7, 8));
        DatasetInfo info = own(npz(folder.resolve("t.npz"), Map.of("x.npy", x, "y.npy", LABELS)), "")
                .describe();

        assertThat(info.shape()).isEqualTo(new DataShape(1, 1, 2, 2));
        assertThat(info.columns()).extracting(column -> column.name()).containsExactly("x1", "x2");
        assertThat(info.labels()).containsExactly("3", "7");
    }

    @Test
    void imagesKeepTheirOwnTestPartAndComeChannelsFirst() throws IOException {
        byte[] train = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23};
        Path file = npz(
                folder.resolve("i.npz"),
                Map.of(
                        "x_train.npy", npy("|u1", "2, 2, 2, 3", train),
                        "y_train.npy", npy("<i8", "2,", longs(0, 1)),
                        "x_test.npy", npy("|u1", "1, 2, 2, 3", new byte[12]),
                        "y_test.npy", npy("<i8", "1, 1", longs(2))));

        Dataset data = own(file, "").load();

        assertThat(data.info().shape()).isEqualTo(new DataShape(3, 2, 2, 3));
        assertThat(data.train().labels()).containsExactly(0, 1);
        assertThat(data.test().labels()).containsExactly(2);
        float[] first = row(data.train(), 0);
        // Red is 0, 3, 6, 9; then green 1, 4, 7, 10.
        assertThat(first[0]).isLessThan(first[4]);
        assertThat(first[4]).isLessThan(first[1]);
        assertThat(first[11]).isGreaterThan(first[3]);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "O|4, 2|object, which is not read",
                ">f4|4, 2|big-endian",
                "<f4|4, 3|ends after 32 of the 48 bytes",
                "<f4|3, 2|goes on after",
                "<f4|2147483647, 1|more than one buffer",
                "<f4|4294967296, 4294967296, 4294967296|cannot be",
                "<f4|0, 2|cannot be",
                "<f4|-4, 2|not read here",
                "<f8|4,|of shape [4]",
                "<f4||single number",
                "<i8|2, 2|2 rows in x, but 4 in y"
            })
    void refusesHeadersThatLie(String type, String shape, String words) throws IOException {
        byte[] x = npy(type.equals("O") ? "|O" : type, shape == null ? "" : shape, new byte[32]);
        refused(npz(folder.resolve("bad.npz"), Map.of("x.npy", x, "y.npy", LABELS)), "", words);
    }

    @Test
    void aBombIsRefusedByWhatItAnnouncesNotByWhatItUnpacksTo() throws IOException {
        byte[] x = npy("|u1", "4, 2", new byte[50_000_000]);
        refused(npz(folder.resolve("bomb.npz"), Map.of("x.npy", x, "y.npy", LABELS)), "", "goes on after the 8 bytes");
    }

    @Test
    void refusesPathTricksBrokenArchivesAndMissingArrays() throws IOException {
        byte[] x = npy("<f4", "4, 2", new byte[32]);
        refused(npz(folder.resolve("p.npz"), Map.of("../x.npy", x, "y.npy", LABELS)), "", "holds no array x");
        refused(
                npz(
                        folder.resolve("n.npz"),
                        Map.of("x.npy", "pickle".getBytes(StandardCharsets.UTF_8), "y.npy", LABELS)),
                "",
                "no NumPy array");
        Path broken = Files.write(folder.resolve("b.npz"), new byte[] {'P', 'K', 3, 4, 0, 0});
        refused(broken, "", "cannot be read");
        byte[] infinite = npy("<f4", "4, 2", floats(1, 2, 3, Float.POSITIVE_INFINITY, 5, 6, 7, 8));
        refused(npz(folder.resolve("f.npz"), Map.of("x.npy", infinite, "y.npy", LABELS)), "", "row 1");
    }
}
