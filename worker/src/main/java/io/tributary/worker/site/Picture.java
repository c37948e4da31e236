package io.tributary.worker.site;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.FileImageInputStream;
import javax.imageio.stream.ImageInputStream;
import org.jspecify.annotations.Nullable;

/** One image as bytes: planes of 0..255, red, green and blue, or a single grey one. Transparency is dropped. */
final class Picture {
    /** Of one image, before it is decoded: a small file may announce a huge one. */
    static final long MOST_PIXELS = 1 << 25;

    private final Size size;
    private final int channels;
    private final byte[] pixels;

    private Picture(Size size, int channels, byte[] pixels) {
        this.size = size;
        this.channels = channels;
        this.pixels = pixels;
    }

    /** In pixels. */
    record Size(int width, int height) {
        @Override
        public String toString() {
            return width + "x" + height;
        }
    }

    /**
     * Reads a PNG or JPEG file.
     *
     * @param wanted to scale to; null leaves the size
     * @param grey whether colours become grey
     * @throws io.tributary.protocol.error.TributaryException DATASET_UNUSABLE where it is no such image, or a huge one
     */
    static Picture read(Path file, @Nullable Size wanted, boolean grey) {
        BufferedImage image = decode(file);
        boolean colourless = colourless(image);
        Size size = new Size(image.getWidth(), image.getHeight());
        int channels = colourless || grey ? 1 : 3;
        byte[] pixels = new byte[channels * size.width * size.height];
        for (int y = 0; y < size.height; y++) {
            for (int x = 0; x < size.width; x++) {
                put(
                        pixels,
                        y * size.width + x,
                        channels,
                        colourless ? level(image, x, y) * 0x010101 : image.getRGB(x, y));
            }
        }
        Picture picture = new Picture(size, channels, pixels);
        return wanted == null || wanted.equals(size) ? picture : picture.scaledTo(wanted);
    }

    Size size() {
        return size;
    }

    /** 1 or 3. */
    int channels() {
        return channels;
    }

    /** The planes, row by row; the array itself. */
    byte[] pixels() {
        return pixels;
    }

    private static BufferedImage decode(Path file) {
        try (ImageInputStream in = new FileImageInputStream(file.toFile())) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
            if (!readers.hasNext()) {
                throw Unusable.of(file, "is no PNG or JPEG image");
            }
            ImageReader reader = readers.next();
            try {
                reader.setInput(in, true, true);
                long width = reader.getWidth(0);
                long height = reader.getHeight(0);
                if (width * height > MOST_PIXELS) {
                    throw Unusable.of(
                            file,
                            "is an image of " + width + "x" + height + " pixels; at most " + MOST_PIXELS
                                    + " are read. Scale it down");
                }
                return reader.read(0);
            } finally {
                reader.dispose();
            }
        } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException e) {
            throw Unusable.of(
                    file, "is a broken image, or one of a kind that is not read here (" + e.getMessage() + ")", e);
        }
    }

    private static boolean colourless(BufferedImage image) {
        if (image.getColorModel() instanceof IndexColorModel palette) {
            for (int i = 0; i < palette.getMapSize(); i++) {
                if (palette.getRed(i) != palette.getGreen(i) || palette.getRed(i) != palette.getBlue(i)) {
                    return false;
                }
            }
            return true;
        }
        return image.getColorModel().getColorSpace().getType() == ColorSpace.TYPE_GRAY;
    }

    /** Grey as it is stored: Java's own conversion to RGB would bend it by a gamma curve. */
    private static int level(BufferedImage image, int x, int y) {
        int sample = image.getRaster().getSample(x, y, 0);
        if (image.getColorModel() instanceof IndexColorModel palette) {
            return palette.getRed(sample);
        }
        int bits = image.getColorModel().getComponentSize(0);
        return bits > 8 ? sample >> (bits - 8) : sample * 255 / ((1 << bits) - 1);
    }

    private static void put(byte[] pixels, int place, int channels, int rgb) {
        int red = rgb >> 16 & 0xff;
        int green = rgb >> 8 & 0xff;
        int blue = rgb & 0xff;
        if (channels == 1) {
            // Rec. 601 luma; of three equal values it is that value.
            pixels[place] = (byte) ((299 * red + 587 * green + 114 * blue + 500) / 1000);
        } else {
            int plane = pixels.length / 3;
            pixels[place] = (byte) red;
            pixels[plane + place] = (byte) green;
            pixels[2 * plane + place] = (byte) blue;
        }
    }

    /** Each new pixel is the mean of the old ones that it covers, or the nearest one where it covers less than one. */
    private Picture scaledTo(Size wanted) {
        byte[] scaled = new byte[channels * wanted.width * wanted.height];
        for (int channel = 0; channel < channels; channel++) {
            int from = channel * size.width * size.height;
            int to = channel * wanted.width * wanted.height;
            for (int y = 0; y < wanted.height; y++) {
                for (int x = 0; x < wanted.width; x++) {
                    scaled[to + y * wanted.width + x] = (byte) mean(from, x, y, wanted);
                }
            }
        }
        return new Picture(wanted, channels, scaled);
    }

    private long mean(int from, int x, int y, Size wanted) {
        int left = (int) ((long) x * size.width / wanted.width);
        int right = (int) Math.max(left + 1L, (x + 1L) * size.width / wanted.width);
        int top = (int) ((long) y * size.height / wanted.height);
        int bottom = (int) Math.max(top + 1L, (y + 1L) * size.height / wanted.height);
        long sum = 0;
        for (int row = top; row < bottom; row++) {
            for (int column = left; column < right; column++) {
                sum += pixels[from + row * size.width + column] & 0xff;
            }
        }
        long count = (long) (right - left) * (bottom - top);
        return (sum + count / 2) / count;
    }
}
