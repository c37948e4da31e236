package io.tributary.worker.site;

import io.tributary.protocol.data.Column;
import io.tributary.protocol.data.DataShape;
import io.tributary.protocol.data.Encoding;
import io.tributary.protocol.data.Moments;
import io.tributary.protocol.error.ErrorCode;
import io.tributary.protocol.error.TributaryException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;

/**
 * The rows of a table.
 *
 * @param count how many
 * @param table its columns, without the one that is predicted; of distinct names
 */
record TableInputs(int count, List<TableColumn> table) implements Inputs {
    TableInputs {
        table = List.copyOf(table);
    }

    @Override
    public List<Column> columns() {
        return table.stream().map(TableColumn::described).toList();
    }

    @Override
    public DataShape shape(List<String> labels) {
        return DataShape.ofTable(columns(), labels);
    }

    @Override
    public String words() {
        return "A table of " + table.size() + " columns";
    }

    @Override
    public List<Moments> summarise(Encoding encoding, int[] rows) {
        Map<String, TableColumn> byName = byName();
        List<Moments> sums = new ArrayList<>();
        for (Column column : encoding.columns()) {
            if (column.kind() == Column.Kind.NUMERIC) {
                sums.add(moments(numbers(byName, column), rows));
            }
        }
        return sums;
    }

    @Override
    public ByteBuffer encode(Encoding encoding, int[] rows) {
        Map<String, TableColumn> byName = byName();
        int width = encoding.shape().features();
        ByteBuffer features = Inputs.room(rows.length, width);
        int from = 0;
        int numeric = 0;
        for (Column column : encoding.columns()) {
            if (column.kind() == Column.Kind.NUMERIC) {
                IntToDoubleFunction numbers = numbers(byName, column);
                Inputs.Scale scale = Inputs.scale(encoding, numeric++);
                for (int row = 0; row < rows.length; row++) {
                    double value = numbers.applyAsDouble(rows[row]);
                    // What is missing is the mean: 0 once scaled.
                    features.putFloat(4 * (row * width + from), Double.isNaN(value) ? 0 : scale.of(value));
                }
            } else {
                oneHot(byName, column, rows, features, from, width);
            }
            from += column.features();
        }
        return features;
    }

    static Moments moments(IntToDoubleFunction numbers, int[] rows) {
        long count = 0;
        double sum = 0;
        double squares = 0;
        for (int row : rows) {
            double value = numbers.applyAsDouble(row);
            if (!Double.isNaN(value)) {
                count++;
                sum += value;
                squares += value * value;
            }
        }
        return new Moments(count, sum, squares);
    }

    private static void oneHot(
            Map<String, TableColumn> byName, Column column, int[] rows, ByteBuffer features, int from, int width) {
        if (!(find(byName, column) instanceof TableColumn.Categorical here)) {
            throw differs(column, "numeric");
        }
        int[] places = here.categories().stream()
                .mapToInt(column.categories()::indexOf)
                .toArray();
        for (int row = 0; row < rows.length; row++) {
            int code = here.code().applyAsInt(rows[row]);
            if (code >= 0 && places[code] >= 0) {
                features.putFloat(4 * (row * width + from + places[code]), 1);
            }
        }
    }

    private static IntToDoubleFunction numbers(Map<String, TableColumn> byName, Column column) {
        TableColumn here = find(byName, column);
        if (here instanceof TableColumn.Numeric numeric) {
            return numeric.value();
        } else if (here.described().categories().isEmpty()) {
            return row -> Double.NaN;
        }
        throw differs(column, "categorical");
    }

    private static TableColumn find(Map<String, TableColumn> byName, Column column) {
        TableColumn here = byName.get(column.name());
        if (here == null) {
            throw new TributaryException(
                    ErrorCode.DATASET_UNUSABLE, "The task wants a column " + column.name() + ", which is not here.");
        }
        return here;
    }

    private static TributaryException differs(Column column, String here) {
        return new TributaryException(
                ErrorCode.DATASET_UNUSABLE,
                "The task takes column " + column.name() + " for another kind; here it is " + here + ".");
    }

    private Map<String, TableColumn> byName() {
        Map<String, TableColumn> columns = new HashMap<>();
        table.forEach(column -> columns.put(column.name(), column));
        return columns;
    }
}
