package io.tributary.worker.site;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Reads NumPy's archives: {@code x} and {@code y}, perhaps with {@code _train} and {@code _test}. Other arrays in it are not
 * looked at; nothing in it is ever unpickled.
 */
final class Npz {
    private static final List<String> NAMES = List.of("x", "y", "x_train", "y_train", "x_test", "y_test");

    private final SiteArgument argument;
    private final Path file;

    /** Inputs and targets that belong together. */
    private record Part(NumberArray x, NumberArray y) {}

    Npz(SiteArgument argument) {
        this.argument = argument;
        this.file = argument.path();
    }

    SiteData read() throws IOException {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            Map<String, ZipEntry> entries = entries(zip);
            boolean divided = entries.containsKey("x_train");
            Part train = divided ? part(zip, entries, "x_train", "y_train") : part(zip, entries, "x", "y");
            if (!entries.containsKey("x_test") && !entries.containsKey("y_test")) {
                return SiteData.of(argument, inputs(train.x), target(train.x, train.y.values()));
            }
            Part test = part(zip, entries, "x_test", "y_test");
            NumberArray both = NumberArray.joined(file, train.x, test.x);
            double[] targets = Target.joined(train.y.values(), test.y.values());
            return new SiteData(inputs(both), target(both, targets), Split.at(train.y.size(), targets.length));
        }
    }

    private Map<String, ZipEntry> entries(ZipFile zip) {
        Map<String, ZipEntry> entries = new TreeMap<>();
        Enumeration<? extends ZipEntry> all = zip.entries();
        while (all.hasMoreElements()) {
            ZipEntry entry = all.nextElement();
            String name = entry.getName().toLowerCase(Locale.ROOT);
            String array = name.endsWith(".npy") ? name.substring(0, name.length() - 4) : "";
            if (NAMES.contains(array) && entries.putIfAbsent(array, entry) != null) {
                throw Unusable.of(file, "holds two arrays named " + array);
            }
        }
        return entries;
    }

    private Part part(ZipFile zip, Map<String, ZipEntry> entries, String x, String y) throws IOException {
        NumberArray inputs = array(zip, entries, x);
        NumberArray targets = array(zip, entries, y);
        boolean flat = targets.shape().size() == 1
                || (targets.shape().size() == 2 && targets.shape().get(1) == 1);
        if (!flat) {
            throw Unusable.of(
                    file,
                    "holds " + y + " of shape " + targets.shape() + "; one class or one number for each row is wanted");
        }
        if (inputs.rows() != targets.rows()) {
            throw Unusable.of(
                    file, "holds " + inputs.rows() + " rows in " + x + ", but " + targets.rows() + " in " + y);
        }
        finite(inputs, x, inputs.shape().size() == 2);
        finite(targets, y, false);
        return new Part(inputs, targets);
    }

    private NumberArray array(ZipFile zip, Map<String, ZipEntry> entries, String name) throws IOException {
        ZipEntry entry = entries.get(name);
        if (entry == null) {
            throw Unusable.of(
                    file,
                    "holds no array " + name
                            + "; save x and y, or x_train, y_train, x_test and y_test: numpy.savez(file, x=..., y=...)");
        }
        try (InputStream in = new BufferedInputStream(zip.getInputStream(entry), 1 << 16)) {
            return new Npy(file, name).read(in);
        }
    }

    /** @param missing whether NaN may stand for what is missing */
    private void finite(NumberArray array, String name, boolean missing) {
        int size = array.size();
        int each = size / array.rows();
        for (int i = 0; i < size; i++) {
            double value = array.get(i);
            if (Math.abs(value) > Numbers.LARGEST || (Double.isNaN(value) && !missing)) {
                throw Unusable.of(
                        file,
                        "holds " + (Double.isNaN(value) ? "NaN" : "a number beyond " + Numbers.LARGEST) + " in " + name
                                + ", row " + i / each + "; remove the row or fill it in");
            }
        }
    }

    private Inputs inputs(NumberArray x) {
        List<Integer> shape = x.shape();
        return switch (shape.size()) {
            case 2 -> table(x);
            case 3 ->
                new ImageInputs(
                        new NumberArray(List.of(shape.get(0), 1, shape.get(1), shape.get(2)), x.type(), x.data()),
                        false);
            case 4 -> new ImageInputs(x, channelsLast(shape));
            default ->
                throw Unusable.of(
                        file,
                        "holds x of shape " + shape + "; rows by features, or 3 or 4 dimensions of images are wanted");
        };
    }

    private TableInputs table(NumberArray x) {
        int width = x.shape().get(1);
        if (width > Csv.MOST_COLUMNS) {
            throw Unusable.of(
                    file,
                    "holds rows of " + width + " features; at most " + Csv.MOST_COLUMNS
                            + " are allowed in a table. Reshape images to (rows, height, width)");
        }
        List<TableColumn> columns = new ArrayList<>();
        for (int i = 0; i < width; i++) {
            int column = i;
            columns.add(new TableColumn.Numeric("x" + (i + 1), row -> x.get(row * width + column)));
        }
        return new TableInputs(x.rows(), columns);
    }

    private boolean channelsLast(List<Integer> shape) {
        List<Integer> usual = List.of(1, 3, 4);
        if (!usual.contains(shape.get(1)) && !usual.contains(shape.get(3))) {
            throw Unusable.of(
                    file,
                    "holds x of shape " + shape
                            + ", where neither the second nor the last extent is 1, 3 or 4 colours");
        }
        return !usual.contains(shape.get(1));
    }

    private Target target(NumberArray x, double[] y) {
        SiteOptions.Task task = argument.options().task();
        return Target.ofNumbers(file, y, task == null && x.shape().size() > 2 ? SiteOptions.Task.CLASSIFICATION : task);
    }
}
