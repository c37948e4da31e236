package io.tributary.testkit;

import io.tributary.protocol.data.DataShape;
import io.tributary.protocol.data.DatasetInfo;
import io.tributary.worker.data.Dataset;
import io.tributary.worker.data.Examples;
import java.awt.image.BufferedImage;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;

/**
 * Writes some of a data set's training examples as a site would hold them, so that a federation of sites can be rehearsed
 * with data that everybody has. Pixels are written as they were before they were normalised, 0..255.
 */
public final class SiteFiles {
    private final Dataset dataset;
    private final int[] examples;

    /** @param examples indices among the training examples, such as one client's of a partition */
    public SiteFiles(Dataset dataset, int... examples) {
        this.dataset = dataset;
        this.examples = examples.clone();
    }

    /** A share of the training examples, dealt like cards: site 0 of 3 gets examples 0, 3, 6 and so on. */
    public static SiteFiles of(Dataset dataset, int site, int sites) {
        return new SiteFiles(
                dataset,
                IntStream.range(0, dataset.train().count())
                        .filter(i -> i % sites == site)
                        .toArray());
    }

    /** A table with a column for each pixel, p1, p2 and so on, and the label's number, or its name, last. */
    public Path csv(Path file, boolean names) throws IOException {
        int features = shape().features();
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write(IntStream.rangeClosed(1, features).mapToObj(i -> "p" + i).collect(Collectors.joining(",")));
            out.write(",label\n");
            for (int example : examples) {
                for (byte pixel : pixels(example)) {
                    out.write((pixel & 0xff) + ",");
                }
                out.write(names ? quoted(name(example)) : String.valueOf(train().label(example)));
                out.write("\n");
            }
        }
        return file;
    }

    /** An archive of {@code x}, unsigned bytes (rows, channels, height, width), and {@code y}, 64-bit integers. */
    public Path npz(Path file) throws IOException {
        DataShape shape = shape();
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry("x.npy"));
            zip.write(header(
                    "|u1", examples.length + ", " + shape.channels() + ", " + shape.height() + ", " + shape.width()));
            for (int example : examples) {
                zip.write(pixels(example));
            }
            zip.putNextEntry(new ZipEntry("y.npy"));
            zip.write(header("<i8", examples.length + ","));
            ByteBuffer label = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
            for (int example : examples) {
                zip.write(label.putLong(0, train().label(example)).array());
            }
        }
        return file;
    }

    /** A folder with a sub-folder of PNG files for each class, named after it; slashes become dashes. */
    public Path images(Path folder) throws IOException {
        DataShape shape = shape();
        int type = shape.channels() == 1 ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_INT_RGB;
        int plane = shape.height() * shape.width();
        for (int example : examples) {
            byte[] pixels = pixels(example);
            BufferedImage image = new BufferedImage(shape.width(), shape.height(), type);
            for (int i = 0; i < pixels.length; i++) {
                image.getRaster()
                        .setSample(i % plane % shape.width(), i % plane / shape.width(), i / plane, pixels[i] & 0xff);
            }
            Path file = folder.resolve(name(example).replace('/', '-')).resolve(String.format("%06d.png", example));
            Files.createDirectories(file.getParent());
            ImageIO.write(image, "png", file.toFile());
        }
        return folder;
    }

    private Examples train() {
        return dataset.train();
    }

    private DataShape shape() {
        return dataset.info().shape();
    }

    private String name(int example) {
        return dataset.info().labels().get(train().label(example));
    }

    private byte[] pixels(int example) {
        DatasetInfo info = dataset.info();
        int features = shape().features();
        ByteBuffer row = ByteBuffer.allocate(4 * features).order(ByteOrder.LITTLE_ENDIAN);
        train().copyTo(row, 0, example);
        byte[] pixels = new byte[features];
        for (int i = 0; i < features; i++) {
            double scaled = row.getFloat(4 * i) * info.deviation() + info.mean();
            pixels[i] = (byte) Math.max(0, Math.min(255, Math.round(255 * scaled)));
        }
        return pixels;
    }

    private static String quoted(String text) {
        return '"' + text.replace("\"", "\"\"") + '"';
    }

    /** Of NumPy's format, version 1: padded with spaces to a multiple of 64 bytes. */
    private static byte[] header(String type, String shape) {
        String text = "{'descr': '" + type + "', 'fortran_order': False, 'shape': (" + shape + "), }";
        int length = (10 + text.length() + 1 + 63) / 64 * 64 - 10;
        ByteBuffer header = ByteBuffer.allocate(10 + length).order(ByteOrder.LITTLE_ENDIAN);
        header.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0}).putShort((short) length);
        header.put((text + " ".repeat(length - text.length() - 1) + "\n").getBytes(StandardCharsets.US_ASCII));
        return header.array();
    }
}
