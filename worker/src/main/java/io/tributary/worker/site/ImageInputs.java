package io.tributary.worker.site;

import io.tributary.protocol.data.Column;
import io.tributary.protocol.data.DataShape;
import io.tributary.protocol.data.Encoding;
import io.tributary.protocol.data.Moments;
import io.tributary.protocol.error.ErrorCode;
import io.tributary.protocol.error.TributaryException;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Images of one size.
 *
 * @param pixels (rows, channels, height, width), or (rows, height, width, channels) where {@code channelsLast}
 */
record ImageInputs(NumberArray pixels, boolean channelsLast) implements Inputs {

    @Override
    public int count() {
        return pixels.rows();
    }

    @Override
    public List<Column> columns() {
        return List.of();
    }

    @Override
    public DataShape shape(List<String> labels) {
        int classes = Math.max(1, labels.size());
        List<Integer> extents = pixels.shape();
        return channelsLast
                ? new DataShape(extents.get(3), extents.get(1), extents.get(2), classes)
                : new DataShape(extents.get(1), extents.get(2), extents.get(3), classes);
    }

    @Override
    public String words() {
        DataShape shape = shape(List.of());
        return (shape.channels() == 1 ? "Grey" : "Colour") + " images of " + shape.width() + "x" + shape.height()
                + " pixels";
    }

    @Override
    public List<Moments> summarise(Encoding encoding, int[] rows) {
        check(encoding);
        int each = pixels.size() / pixels.rows();
        double sum = 0;
        double squares = 0;
        for (int row : rows) {
            for (int i = row * each; i < (row + 1) * each; i++) {
                double value = scaled(i);
                sum += value;
                squares += value * value;
            }
        }
        return List.of(new Moments((long) rows.length * each, sum, squares));
    }

    @Override
    public ByteBuffer encode(Encoding encoding, int[] rows) {
        check(encoding);
        Inputs.Scale scale = Inputs.scale(encoding, 0);
        int channels = encoding.shape().channels();
        int each = encoding.shape().features();
        int plane = each / channels;
        ByteBuffer features = Inputs.room(rows.length, each);
        for (int row = 0; row < rows.length; row++) {
            int from = rows[row] * each;
            for (int i = 0; i < each; i++) {
                int source = channelsLast ? i % plane * channels + i / plane : i;
                features.putFloat(4 * (row * each + i), scale.of(scaled(from + source)));
            }
        }
        return features;
    }

    /** Bytes are 0..255 wherever they come from; other numbers have been scaled by somebody already. */
    private double scaled(int place) {
        double value = pixels.get(place);
        return pixels.type() == NumberArray.Type.UINT8 ? value / 255 : value;
    }

    private void check(Encoding encoding) {
        DataShape here = shape(encoding.labels());
        if (!encoding.columns().isEmpty() || !here.equals(encoding.shape())) {
            throw new TributaryException(
                    ErrorCode.DATASET_UNUSABLE,
                    "The task wants examples of another shape than the images here: " + encoding.shape()
                            + " instead of " + here + ".");
        }
    }
}
