package io.tributary.worker.site;

import io.tributary.protocol.data.Labels;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** One column of a text file: surveyed first, then decided, then filled. */
final class CsvColumn {
    private static final Pattern DECIMAL_COMMA = Pattern.compile("[+-]?[0-9]+,[0-9]+");

    /** So few different texts are no giveaway, however few rows there are. */
    private static final int HARMLESS = 20;

    private final Path file;
    private final String name;
    private final Role role;
    private final Set<String> texts = new HashSet<>();
    private boolean numeric = true;
    private boolean decimalCommas = true;
    private boolean present;
    private boolean tooMany;

    private List<String> categories = List.of();
    private Map<String, Integer> codeOf = Map.of();
    private double[] values = {};
    private int[] codes = {};

    /** What a column is for. */
    enum Role {
        INPUT,
        LABEL,
        DROPPED
    }

    CsvColumn(Path file, String name, Role role) {
        this.file = file;
        this.name = name;
        this.role = role;
    }

    Role role() {
        return role;
    }

    /** @param value stripped */
    void survey(String value, CsvText text) {
        if (role == Role.DROPPED) {
            return;
        }
        if (Numbers.missing(value)) {
            if (role == Role.LABEL) {
                throw text.wrong("the label " + name + " is missing; fill it in or remove the row");
            }
            return;
        }
        if (Numbers.infinite(value)) {
            throw text.wrong("column " + name + " is infinite; leave the value empty if it is not known");
        }
        present = true;
        double number = Numbers.parse(value);
        if (Math.abs(number) > Numbers.LARGEST) {
            throw text.wrong("column " + name + " holds a number beyond " + Numbers.LARGEST + "; use another unit");
        }
        numeric &= !Double.isNaN(number);
        decimalCommas &= DECIMAL_COMMA.matcher(value).matches();
        // Numbers may be many; they matter only if a text turns up.
        if (texts.size() <= limit()) {
            texts.add(value);
        } else if (!texts.contains(value)) {
            tooMany = true;
        }
    }

    /** After the survey: what kind of column this is. */
    void decide(int rows) {
        if (role == Role.DROPPED) {
            return;
        }
        if (numeric && present) {
            values = new double[rows];
            texts.clear();
            return;
        }
        if (present && decimalCommas) {
            throw Unusable.of(file, "has numbers with decimal commas in column " + name + "; write decimal points");
        }
        if (tooMany || texts.size() > limit()) {
            throw Unusable.of(
                    file, "has more than " + limit() + " different texts in column " + name + "; " + advice());
        }
        if (role == Role.INPUT && texts.size() > HARMLESS && 2 * texts.size() > rows) {
            throw Unusable.of(
                    file,
                    "has " + texts.size() + " different texts in the " + rows + " rows of column " + name
                            + ", which looks like names or free text, and a server would come to know them; "
                            + advice());
        }
        categories = Labels.sorted(texts);
        codeOf = new HashMap<>();
        categories.forEach(category -> codeOf.put(category, codeOf.size()));
        codes = new int[rows];
    }

    /** @param value stripped */
    void fill(int row, String value) {
        if (role == Role.DROPPED) {
            return;
        }
        boolean missing = Numbers.missing(value);
        if (values.length > 0) {
            values[row] = missing ? Double.NaN : Numbers.parse(value);
        } else {
            codes[row] = missing ? -1 : codeOf.getOrDefault(value, -1);
        }
    }

    TableColumn inputs() {
        double[] numbers = values;
        int[] texts = codes;
        return numbers.length > 0
                ? new TableColumn.Numeric(name, row -> numbers[row])
                : new TableColumn.Categorical(name, categories, row -> texts[row]);
    }

    Target target(SiteOptions.@Nullable Task task) {
        if (Arrays.stream(values).anyMatch(Double::isNaN) || IntStream.of(codes).anyMatch(code -> code < 0)) {
            throw Unusable.of(file, "changed while it was read; start again");
        }
        return values.length > 0
                ? Target.ofNumbers(file, values, task)
                : Target.ofNames(
                        file, IntStream.of(codes).mapToObj(categories::get).toArray(String[]::new), task);
    }

    private int limit() {
        return role == Role.LABEL ? Target.MOST_CLASSES : Csv.MOST_CATEGORIES;
    }

    private String advice() {
        return role == Role.LABEL
                ? "choose another label column with label="
                : "group them, or leave the column out with drop=" + name;
    }
}
