package io.tributary.backend.dataset;

import io.tributary.protocol.data.DataShape;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import javax.imageio.ImageIO;

/** Examples side by side. */
final class SampleStrip {
    private SampleStrip() {}

    /**
     * Draws a strip.
     *
     * @param shape of one example; one channel is grey, three are red, green and blue
     * @param examples at least one; pixels 0..255, (channels, height, width) in row-major order
     */
    static byte[] png(DataShape shape, List<List<Integer>> examples) {
        BufferedImage image =
                new BufferedImage(shape.width() * examples.size(), shape.height(), BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < examples.size(); i++) {
            draw(examples.get(i), shape, image, i * shape.width());
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void draw(List<Integer> pixels, DataShape shape, BufferedImage image, int left) {
        int plane = shape.height() * shape.width();
        for (int at = 0; at < plane; at++) {
            int red = pixels.get(at);
            int green = shape.channels() == 1 ? red : pixels.get(plane + at);
            int blue = shape.channels() == 1 ? red : pixels.get(2 * plane + at);
            image.setRGB(left + at % shape.width(), at / shape.width(), red << 16 | green << 8 | blue);
        }
    }
}
