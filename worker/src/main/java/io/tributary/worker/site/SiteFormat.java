package io.tributary.worker.site;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;

/** What a site's data can be, told by what is there. */
final class SiteFormat {
    private static final byte[] ZIP = {'P', 'K', 3, 4};
    private static final byte[] NPY = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};

    private SiteFormat() {}

    /** @throws io.tributary.protocol.error.TributaryException DATASET_UNUSABLE saying what is wrong and what to do */
    static SiteData read(SiteArgument argument) {
        Path path = argument.path();
        try {
            if (Files.isDirectory(path)) {
                return hasIdx(path) ? new IdxFolder(argument).read() : new ImageFolder(argument).read();
            }
            byte[] start = start(path);
            if (startsWith(start, ZIP)) {
                return new Npz(argument).read();
            } else if (startsWith(start, NPY)) {
                throw Unusable.of(
                        path, "is a single array; save both arrays together: numpy.savez(file, x=..., y=...)");
            }
            return new Csv(argument).read();
        } catch (IOException e) {
            throw Unusable.of(path, "cannot be read (" + e + ")", e);
        }
    }

    private static boolean hasIdx(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.anyMatch(file -> String.valueOf(file.getFileName()).contains("idx3-ubyte"));
        }
    }

    private static byte[] start(Path file) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            return in.readNBytes(8);
        }
    }

    private static boolean startsWith(byte[] start, byte[] magic) {
        return start.length >= magic.length && Arrays.equals(start, 0, magic.length, magic, 0, magic.length);
    }
}
