package io.tributary.worker.site;

import io.tributary.protocol.data.Column;
import io.tributary.protocol.data.DataShape;
import io.tributary.protocol.data.Encoding;
import io.tributary.protocol.data.Moments;
import io.tributary.protocol.error.ErrorCode;
import io.tributary.protocol.error.TributaryException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** What a model sees of a site's examples, as it was read. Immutable. */
sealed interface Inputs permits TableInputs, ImageInputs {

    /** How many examples there are. */
    int count();

    /** Of a table; none for images. */
    List<Column> columns();

    /** The shape of an example, encoded by these columns alone. */
    DataShape shape(List<String> labels);

    /** What kind of thing this is, for people. */
    String words();

    /**
     * The sums that scales are made of, added up in the order of the rows.
     *
     * @param encoding whose columns are asked for
     * @param rows that count
     */
    List<Moments> summarise(Encoding encoding, int[] rows);

    /**
     * The numbers, as {@link io.tributary.worker.data.Examples} takes them.
     *
     * @throws TributaryException DATASET_UNUSABLE where they cannot be encoded so
     */
    ByteBuffer encode(Encoding encoding, int[] rows);

    /** Room for so many examples. */
    static ByteBuffer room(int rows, int features) {
        long bytes = 4L * rows * features;
        if (bytes > Integer.MAX_VALUE - 64) {
            throw new TributaryException(
                    ErrorCode.DATASET_UNUSABLE,
                    rows + " examples of " + features + " numbers are more than one buffer holds (2 GiB).");
        }
        return ByteBuffer.allocateDirect((int) bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** The moments at a place; without any, nothing is scaled. */
    static Scale scale(Encoding encoding, int place) {
        if (encoding.moments().isEmpty()) {
            return new Scale(0, 1);
        }
        Moments moments = encoding.moments().get(place);
        return new Scale(moments.mean(), moments.deviation());
    }

    /** x becomes (x - mean) / deviation. */
    record Scale(double mean, double deviation) {
        float of(double value) {
            return (float) ((value - mean) / deviation);
        }
    }
}
