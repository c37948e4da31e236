package io.tributary.protocol.model;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a safetensors file of anyone says that it holds, once all of that was checked: 32-bit floats, one tensor after the other
 * without gaps, to the end of the file. The header is data and nothing else; nothing in it is ever run.
 *
 * @param numbers where in the file the numbers begin, in bytes
 * @param entries in the order of their numbers
 */
public record SafetensorsFile(long numbers, List<Entry> entries) {
    /** Bytes of the largest header that is read. */
    private static final int MOST_HEADER = 16 << 20;

    private static final String METADATA = "__metadata__";
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    public SafetensorsFile {
        entries = List.copyOf(entries);
    }

    /**
     * One tensor.
     *
     * @param shape row-major extents
     * @param begin of its bytes, counted from the first number's
     * @param end one past its last byte
     */
    public record Entry(String name, List<Long> shape, long begin, long end) {
        public Entry {
            shape = List.copyOf(shape);
        }
    }

    /** A file is not one of these; the message says why, and what to do. */
    public static final class InvalidFileException extends IOException {
        private static final long serialVersionUID = 1L;

        InvalidFileException(String message) {
            super(message);
        }
    }

    /**
     * Reads the header from where the channel stands.
     *
     * @throws InvalidFileException where the file is not safetensors, cut short, or holds anything but 32-bit floats
     */
    public static SafetensorsFile read(SeekableByteChannel file) throws IOException {
        long size = file.size();
        if (size < Long.BYTES) {
            throw new InvalidFileException(
                    "The file has " + size + " bytes; a safetensors file has a header, at least.");
        }
        long header = fill(file, Long.BYTES).getLong();
        if (header < 2 || header > Math.min(MOST_HEADER, size - Long.BYTES)) {
            throw new InvalidFileException(String.format(
                    Locale.ROOT,
                    "The header would have %d bytes, in a file of %,d; this is no safetensors file, or it is cut short.",
                    header,
                    size));
        }
        JsonNode json;
        try {
            json = JSON.readTree(fill(file, (int) header).array());
        } catch (JacksonException e) {
            throw new InvalidFileException(
                    "The header is not JSON (" + e.getOriginalMessage() + "); this is no safetensors file.");
        }
        if (!json.isObject()) {
            throw new InvalidFileException("The header is not a JSON object; this is no safetensors file.");
        }
        List<Entry> entries = new ArrayList<>();
        for (var property : json.properties()) {
            if (!property.getKey().equals(METADATA)) {
                entries.add(entry(property.getKey(), property.getValue()));
            }
        }
        entries.sort(Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end));
        long start = Long.BYTES + header;
        checkGaps(entries, size - start);
        return new SafetensorsFile(start, entries);
    }

    /** How many numbers there are. */
    public long parameters() {
        return entries.isEmpty() ? 0 : entries.get(entries.size() - 1).end() / Float.BYTES;
    }

    private static Entry entry(String name, JsonNode value) throws InvalidFileException {
        String type = value.path("dtype").asString("");
        if (!type.equals("F32")) {
            throw new InvalidFileException("The tensor " + name + " is of type '" + type
                    + "'; only F32 can be trained on. In PyTorch, call model.float() before saving.");
        }
        List<Long> shape = numbers(name, "shape", value.path("shape"));
        List<Long> offsets = numbers(name, "data_offsets", value.path("data_offsets"));
        long bytes = Float.BYTES;
        try {
            for (long extent : shape) {
                bytes = Math.multiplyExact(bytes, extent);
            }
        } catch (ArithmeticException e) {
            throw new InvalidFileException("The tensor " + name + " has the impossible shape " + shape + ".");
        }
        if (offsets.size() != 2 || offsets.get(1) - offsets.get(0) != bytes) {
            throw new InvalidFileException("The tensor " + name + " of shape " + shape + " takes " + bytes
                    + " bytes; its data_offsets are " + offsets + ".");
        }
        return new Entry(name, shape, offsets.get(0), offsets.get(1));
    }

    private static List<Long> numbers(String tensor, String field, JsonNode value) throws InvalidFileException {
        List<Long> numbers = new ArrayList<>();
        for (JsonNode each : value.isArray() ? value.values() : List.<JsonNode>of()) {
            if (!each.isIntegralNumber() || !each.canConvertToLong() || each.asLong() < 0) {
                throw new InvalidFileException("The " + field + " of the tensor " + tensor + " holds " + each
                        + "; only whole numbers of at least 0 will do.");
            }
            numbers.add(each.asLong());
        }
        if (!value.isArray()) {
            throw new InvalidFileException("The tensor " + tensor + " has no " + field + ".");
        }
        return numbers;
    }

    private static void checkGaps(List<Entry> entries, long size) throws InvalidFileException {
        long expected = 0;
        for (Entry entry : entries) {
            if (entry.begin() != expected) {
                throw new InvalidFileException("The tensor " + entry.name() + " begins at byte " + entry.begin()
                        + " of the numbers, but the one before it ends at " + expected + ".");
            }
            expected = entry.end();
        }
        if (expected != size) {
            throw new InvalidFileException("The file has " + size + " bytes of numbers; its tensors take " + expected
                    + ". It may be cut short.");
        }
    }

    private static ByteBuffer fill(SeekableByteChannel file, int count) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
        while (bytes.hasRemaining()) {
            if (file.read(bytes) < 0) {
                throw new InvalidFileException("The file ends inside its header.");
            }
        }
        return bytes.flip();
    }
}
