package io.tributary.worker.site;

import io.tributary.protocol.data.Encoding;
import io.tributary.protocol.data.Labels;
import io.tributary.protocol.data.Moments;
import io.tributary.protocol.error.ErrorCode;
import io.tributary.protocol.error.TributaryException;
import io.tributary.worker.data.Examples;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What is to be predicted of each example: a class or a number. Immutable. */
final class Target {
    /** Whole numbers of which there are no more than this are taken for classes. */
    static final int FEW = 20;

    static final int MOST_CLASSES = 1000;

    private final List<String> labels;
    private final int[] codes;
    private final double[] values;

    private Target(List<String> labels, int[] codes, double[] values) {
        this.labels = labels;
        this.codes = codes;
        this.values = values;
    }

    /**
     * Classes by their names.
     *
     * @param names of each example's class
     * @throws TributaryException DATASET_UNUSABLE where there are too many
     */
    static Target ofNames(Path file, String[] names, SiteOptions.@Nullable Task task) {
        if (task == SiteOptions.Task.REGRESSION) {
            throw Unusable.of(
                    file,
                    "has texts where task=regression wants numbers to predict; choose another label column, or say"
                            + " task=classification");
        }
        List<String> distinct =
                Stream.of(names).distinct().limit(MOST_CLASSES + 1L).toList();
        if (distinct.size() > MOST_CLASSES) {
            throw Unusable.of(
                    file,
                    "has more than " + MOST_CLASSES + " different labels; choose another label column, or say"
                            + " task=regression if it holds numbers");
        }
        List<String> labels = Labels.sorted(distinct);
        Map<String, Integer> places = new HashMap<>();
        labels.forEach(label -> places.put(label, places.size()));
        int[] codes =
                Stream.of(names).mapToInt(name -> places.getOrDefault(name, -1)).toArray();
        return new Target(labels, codes, new double[0]);
    }

    /**
     * Numbers, which may stand for classes.
     *
     * @param values finite, one for each example; not copied
     * @param task what they are; null goes by how many there are
     */
    static Target ofNumbers(Path file, double[] values, SiteOptions.@Nullable Task task) {
        boolean few = DoubleStream.of(values).allMatch(value -> value == Math.rint(value))
                && DoubleStream.of(values).distinct().limit(FEW + 1L).count() <= FEW;
        boolean classes = task == null ? few : task == SiteOptions.Task.CLASSIFICATION;
        return classes
                ? ofNames(file, DoubleStream.of(values).mapToObj(Target::name).toArray(String[]::new), task)
                : new Target(List.of(), new int[values.length], values);
    }

    /** The names of the classes, sorted; none where a number is predicted. */
    List<String> labels() {
        return labels;
    }

    int count() {
        return codes.length;
    }

    /** A number for each example, the same within a class; all 0 where a number is predicted. */
    int[] strata() {
        return codes.clone();
    }

    /** The moments of the numbers to predict; none of classes. */
    List<Moments> summarise(int[] rows) {
        return labels.isEmpty() ? List.of(TableInputs.moments(row -> values[row], rows)) : List.of();
    }

    /** @throws TributaryException DATASET_UNUSABLE where the encoding predicts another thing, or does not know a class */
    Examples examples(Encoding encoding, ByteBuffer features, int[] rows) {
        if (encoding.regression() != labels.isEmpty()) {
            throw new TributaryException(
                    ErrorCode.DATASET_UNUSABLE,
                    "The task predicts "
                            + (labels.isEmpty() ? "a class; here are numbers." : "a number; here are classes."));
        }
        if (encoding.regression()) {
            Inputs.Scale scale = Inputs.scale(encoding, encoding.scales() - 1);
            float[] scaled = new float[rows.length];
            for (int i = 0; i < rows.length; i++) {
                scaled[i] = scale.of(values[rows[i]]);
            }
            return new Examples(encoding.shape(), features, scaled);
        }
        if (!encoding.labels().containsAll(labels)) {
            throw new TributaryException(
                    ErrorCode.DATASET_UNUSABLE, "The task knows other classes than there are here; start it anew.");
        }
        int[] places = labels.stream().mapToInt(encoding.labels()::indexOf).toArray();
        return new Examples(
                encoding.shape(),
                features,
                IntStream.of(rows).map(row -> places[codes[row]]).toArray());
    }

    /** One after the other. */
    static double[] joined(double[] first, double[] second) {
        double[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    /** 1.0 and 1 are the same class: one site's export may know missing values and write decimals, another's not. */
    static String name(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? String.valueOf((long) value)
                : String.valueOf(value);
    }
}
