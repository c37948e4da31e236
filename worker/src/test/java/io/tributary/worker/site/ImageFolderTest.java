package io.tributary.worker.site;

import static io.tributary.worker.site.Sites.image;
import static io.tributary.worker.site.Sites.own;
import static io.tributary.worker.site.Sites.refused;
import static io.tributary.worker.site.Sites.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tributary.protocol.data.DataShape;
import io.tributary.worker.data.Dataset;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageFolderTest {
    private static final int GREY = BufferedImage.TYPE_BYTE_GRAY;
    private static final int COLOUR = BufferedImage.TYPE_INT_RGB;

    @TempDir
    Path folder;

    @BeforeEach
    void catsAreDarkAndDogsAreBright() throws IOException {
        for (int i = 0; i < 5; i++) {
            image(folder.resolve("cat/" + i + ".png"), 4, 3, GREY, 51);
            image(folder.resolve("dog é/" + i + ".png"), 4, 3, GREY, 204);
        }
        Files.writeString(folder.resolve("cat/notes.txt"), "not an image");
        Files.createDirectories(folder.resolve(".cache"));
    }

    @Test
    void subFoldersAreClasses() {
        Dataset data = own(folder, "").load();

        assertThat(data.info().shape()).isEqualTo(new DataShape(1, 3, 4, 2));
        assertThat(data.info().labels()).containsExactly("cat", "dog é");
        assertThat(data.train().count()).isEqualTo(8);
        // 0.2 and 0.8, half of each.
        assertThat(data.info().mean()).isCloseTo(0.5, within(1e-9));
        assertThat(row(data.train(), 0)).containsOnly(new float[] {-1}, within(1e-5f));
    }

    @Test
    void trainAndTestFoldersKeepTheirDivision() throws IOException {
        Path divided = folder.resolve("divided");
        image(divided.resolve("train/a/1.png"), 2, 2, GREY, 1);
        image(divided.resolve("train/b/1.png"), 2, 2, GREY, 2);
        image(divided.resolve("test/c/1.png"), 2, 2, GREY, 3);

        Dataset data = own(divided, "").load();

        assertThat(data.info().labels()).containsExactly("a", "b", "c");
        assertThat(data.test().labels()).containsExactly(2);
    }

    @Test
    void refusesTheOddOneOutUnlessTold() throws IOException {
        image(folder.resolve("cat/9.png"), 8, 6, GREY, 51);
        refused(folder, "", "9.png", "8x6", "4x3", "size=4x3");
        assertThat(own(folder, ",size=4x3").load().info().mean()).isBetween(0.4, 0.6);

        image(folder.resolve("cat/9.png"), 4, 3, COLOUR, 0x336699);
        refused(folder, "", "9.png", "coloured", "grey=true");
        assertThat(own(folder, ",grey=true").describe().shape().channels()).isEqualTo(1);
    }

    @Test
    void readsJpegAndColours() throws IOException {
        Path red = folder.resolve("red");
        image(red.resolve("a/1.jpg"), 8, 8, COLOUR, 0xff0000);
        image(red.resolve("b/1.jpeg"), 8, 8, COLOUR, 0x00ff00);

        Dataset data = own(red, "").load();

        assertThat(data.info().shape()).isEqualTo(new DataShape(3, 8, 8, 2));
    }

    @Test
    void refusesHugeBrokenAndMissingImages() throws IOException {
        Path bad = Files.createDirectories(folder.resolve("bad/a"));
        Files.write(bad.resolve("1.png"), pngHeader(100_000, 100_000));
        refused(folder.resolve("bad"), "", "1.png", "100000x100000");
        Files.writeString(bad.resolve("1.png"), "<svg onload='x'/>");
        refused(folder.resolve("bad"), "", "no PNG or JPEG");
        Files.write(bad.resolve("1.png"), pngHeader(4, 4));
        refused(folder.resolve("bad"), "", "broken image");
        Files.delete(bad.resolve("1.png"));
        refused(folder.resolve("bad"), "", "sub-folder for each class");
    }

    /** The first bytes of a PNG file, which announce its size, and nothing more. */
    private static byte[] pngHeader(int width, int height) {
        ByteBuffer png = ByteBuffer.allocate(33);
        png.putLong(0x89504e470d0a1a0aL).putInt(13).put("IHDR".getBytes(StandardCharsets.US_ASCII));
        png.putInt(width).putInt(height).put(new byte[] {8, 0, 0, 0, 0});
        CRC32 crc = new CRC32();
        crc.update(png.array(), 12, 17);
        return png.putInt((int) crc.getValue()).array();
    }
}
