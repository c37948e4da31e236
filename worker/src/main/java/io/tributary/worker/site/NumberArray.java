package io.tributary.worker.site;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Numbers in a row-major array, as they lie in a file.
 *
 * @param shape extents, rows first
 * @param data little-endian; only read, at absolute places
 */
record NumberArray(List<Integer> shape, Type type, ByteBuffer data) {

    /** How a number is stored. */
    enum Type {
        BOOLEAN("b1", 1),
        UINT8("u1", 1),
        INT8("i1", 1),
        UINT16("u2", 2),
        INT16("i2", 2),
        UINT32("u4", 4),
        INT32("i4", 4),
        INT64("i8", 8),
        FLOAT32("f4", 4),
        FLOAT64("f8", 8);

        private final String code;
        private final int bytes;

        Type(String code, int bytes) {
            this.code = code;
            this.bytes = bytes;
        }

        /** NumPy's name of it, without the byte order. */
        String code() {
            return code;
        }

        int bytes() {
            return bytes;
        }
    }

    NumberArray {
        shape = List.copyOf(shape);
        data = data.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        if (data.capacity() != (long) product(shape) * type.bytes) {
            throw new IllegalArgumentException(data.capacity() + " bytes are not " + shape + " of " + type);
        }
    }

    static NumberArray ofBytes(byte[] bytes, Integer... shape) {
        return new NumberArray(Arrays.asList(shape), Type.UINT8, ByteBuffer.wrap(bytes));
    }

    int rows() {
        return shape.get(0);
    }

    /** Numbers in all. */
    int size() {
        return product(shape);
    }

    /** The number at a place of the flat array. */
    double get(int place) {
        return switch (type) {
            case BOOLEAN -> data.get(place) == 0 ? 0 : 1;
            case UINT8 -> data.get(place) & 0xff;
            case INT8 -> data.get(place);
            case UINT16 -> data.getShort(2 * place) & 0xffff;
            case INT16 -> data.getShort(2 * place);
            case UINT32 -> data.getInt(4 * place) & 0xffff_ffffL;
            case INT32 -> data.getInt(4 * place);
            case INT64 -> data.getLong(8 * place);
            case FLOAT32 -> data.getFloat(4 * place);
            case FLOAT64 -> data.getDouble(8 * place);
        };
    }

    /** All numbers in their order. */
    double[] values() {
        return IntStream.range(0, size()).mapToDouble(this::get).toArray();
    }

    /**
     * One array after the other.
     *
     * @param file to blame
     * @throws io.tributary.protocol.error.TributaryException DATASET_UNUSABLE where they differ in more than their rows
     */
    static NumberArray joined(Path file, NumberArray first, NumberArray second) {
        List<Integer> ours = first.shape;
        List<Integer> theirs = second.shape;
        if (!ours.subList(1, ours.size()).equals(theirs.subList(1, theirs.size())) || first.type != second.type) {
            throw Unusable.of(
                    file,
                    "has " + first.type + " " + ours + " for training and " + second.type + " " + theirs
                            + " for testing; all but the rows must be the same");
        }
        long bytes = (long) first.data.capacity() + second.data.capacity();
        Unusable.beyondMemory(file, bytes);
        ByteBuffer data = ByteBuffer.allocate((int) bytes);
        data.put(0, first.data, 0, first.data.capacity());
        data.put(first.data.capacity(), second.data, 0, second.data.capacity());
        List<Integer> shape = new ArrayList<>(ours);
        shape.set(0, first.rows() + second.rows());
        return new NumberArray(shape, first.type, data);
    }

    private static int product(List<Integer> shape) {
        return shape.stream().reduce(1, Math::multiplyExact);
    }
}
