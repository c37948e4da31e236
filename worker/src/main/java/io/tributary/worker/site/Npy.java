package io.tributary.worker.site;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads one array of NumPy's format (numpy.lib.format, versions 1 to 3): a magic, the length of the header, the header, a
 * Python dictionary of fixed keys, then the numbers.
 */
final class Npy {
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final int LONGEST_HEADER = 1 << 16;
    private static final Pattern TYPE = Pattern.compile("'descr'\\s*:\\s*'([^']*)'");
    private static final Pattern FORTRAN = Pattern.compile("'fortran_order'\\s*:\\s*(True|False)");
    private static final Pattern SHAPE = Pattern.compile("'shape'\\s*:\\s*\\(([0-9,\\s]*)\\)");
    private static final Pattern EXTENT = Pattern.compile("[0-9]{1,18}");

    private final Path file;
    private final String name;

    Npy(Path file, String name) {
        this.file = file;
        this.name = name;
    }

    NumberArray read(InputStream in) throws IOException {
        byte[] start = in.readNBytes(8);
        if (start.length < 8 || !Arrays.equals(start, 0, MAGIC.length, MAGIC, 0, MAGIC.length) || start[6] > 3) {
            throw Unusable.of(file, "holds something under the name " + name + " that is no NumPy array");
        }
        String header = header(in, start[6]);
        NumberArray.Type type = type(find(TYPE, header));
        if (find(FORTRAN, header).equals("True")) {
            throw Unusable.of(file, "holds " + name + " in Fortran order; save numpy.ascontiguousarray(" + name + ")");
        }
        List<Integer> shape = new ArrayList<>();
        long bytes = bytes(find(SHAPE, header), type, shape);
        Unusable.beyondMemory(file, bytes);
        // Grows as bytes arrive: a header that lies about its extents costs no memory.
        byte[] data = in.readNBytes((int) bytes);
        if (data.length < bytes) {
            throw Unusable.of(file, "ends after " + data.length + " of the " + bytes + " bytes of " + name);
        }
        if (in.read() >= 0) {
            throw Unusable.of(file, "goes on after the " + bytes + " bytes that the header of " + name + " announces");
        }
        return new NumberArray(shape, type, ByteBuffer.wrap(data));
    }

    private String header(InputStream in, int version) throws IOException {
        byte[] size = in.readNBytes(version == 1 ? 2 : 4);
        ByteBuffer length = ByteBuffer.wrap(size).order(ByteOrder.LITTLE_ENDIAN);
        long bytes =
                size.length == 2 ? length.getShort() & 0xffff : size.length == 4 ? length.getInt() & 0xffff_ffffL : -1;
        if (bytes < 0 || bytes > LONGEST_HEADER) {
            throw Unusable.of(file, "has no sound header in " + name);
        }
        return new String(in.readNBytes((int) bytes), StandardCharsets.UTF_8);
    }

    private String find(Pattern pattern, String header) {
        Matcher found = pattern.matcher(header);
        if (!found.find()) {
            throw Unusable.of(
                    file,
                    "holds " + name + " of a kind that is not read here; save plain numbers: " + name
                            + ".astype('float32') or 'int64'");
        }
        return found.group(1);
    }

    private NumberArray.Type type(String described) {
        if (described.startsWith(">")) {
            throw Unusable.of(
                    file,
                    "holds big-endian numbers in " + name + "; save " + name + ".astype('" + described.substring(1)
                            + "')");
        }
        String code = described.isEmpty() ? "" : described.substring(1);
        return Arrays.stream(NumberArray.Type.values())
                .filter(type -> type.code().equals(code))
                .findFirst()
                .orElseThrow(() -> Unusable.of(
                        file,
                        "holds " + name + " of type " + (described.contains("O") ? "object" : described)
                                + ", which is not read here; save plain numbers: " + name
                                + ".astype('float32') or 'int64'"));
    }

    /** @return how many there must be */
    private long bytes(String extents, NumberArray.Type type, List<Integer> shape) {
        long bytes = type.bytes();
        Matcher extent = EXTENT.matcher(extents);
        while (extent.find()) {
            long value = Long.parseLong(extent.group());
            if (value < 1 || value > Integer.MAX_VALUE || bytes > Long.MAX_VALUE / value) {
                throw Unusable.of(file, "announces " + name + " of shape (" + extents + "), which cannot be");
            }
            bytes *= value;
            shape.add((int) value);
        }
        if (shape.isEmpty()) {
            throw Unusable.of(file, "holds a single number in " + name + "; an array is wanted");
        }
        return bytes;
    }
}
