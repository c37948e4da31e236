package io.tributary.worker.site;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.protocol.error.TributaryException;
import io.tributary.worker.data.Examples;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;

/** Files of sites, good and bad. */
final class Sites {
    private Sites() {}

    static Path text(Path file, String content) throws IOException {
        return Files.writeString(file, content);
    }

    static OwnData own(Path path, String options) {
        return OwnData.of("own=" + path + options);
    }

    /** Says that the data is refused, with all these words. */
    static void refused(Path path, String options, String... words) {
        assertThatThrownBy(() -> own(path, options).describe())
                .isInstanceOf(TributaryException.class)
                .hasMessageContainingAll(words);
    }

    /** The numbers of one example. */
    static float[] row(Examples examples, int example) {
        int features = examples.shape().features();
        ByteBuffer row = ByteBuffer.allocate(4 * features).order(ByteOrder.LITTLE_ENDIAN);
        examples.copyTo(row, 0, example);
        float[] numbers = new float[features];
        row.asFloatBuffer().get(numbers);
        return numbers;
    }

    static byte[] npy(String type, String shape, byte[] data) {
        byte[] header = ("{'descr': '" + type + "', 'fortran_order': False, 'shape': (" + shape + "), }\n")
                .getBytes(StandardCharsets.UTF_8);
        ByteBuffer file = ByteBuffer.allocate(10 + header.length + data.length).order(ByteOrder.LITTLE_ENDIAN);
        file.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0});
        file.putShort((short) header.length).put(header).put(data);
        return file.array();
    }

    static byte[] floats(float... values) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return bytes.array();
    }

    static byte[] longs(long... values) {
        ByteBuffer bytes = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asLongBuffer().put(values);
        return bytes.array();
    }

    static Path npz(Path file, Map<String, byte[]> arrays) throws IOException {
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, byte[]> array : arrays.entrySet()) {
                zip.putNextEntry(new ZipEntry(array.getKey()));
                zip.write(array.getValue());
                zip.closeEntry();
            }
        }
        return file;
    }

    /** @param type of {@link BufferedImage} */
    static void image(Path file, int width, int height, int type, int rgb) throws IOException {
        Files.createDirectories(file.getParent());
        BufferedImage image = new BufferedImage(width, height, type);
        for (int i = 0; i < width * height; i++) {
            if (type == BufferedImage.TYPE_BYTE_GRAY) {
                image.getRaster().setSample(i % width, i / width, 0, rgb & 0xff);
            } else {
                image.setRGB(i % width, i / width, rgb);
            }
        }
        if (!ImageIO.write(image, file.toString().endsWith("png") ? "png" : "jpeg", file.toFile())) {
            throw new IOException("No writer for " + file);
        }
    }
}
