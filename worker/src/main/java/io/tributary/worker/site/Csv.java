package io.tributary.worker.site;

import io.tributary.protocol.error.ErrorCode;
import io.tributary.protocol.error.TributaryException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVRecord;

/**
 * Reads a table from a text file, twice: first to learn which columns hold numbers and which categories occur, then for the
 * values, so that a table takes no more memory than its numbers do.
 */
final class Csv {
    static final int MOST_CATEGORIES = 256;
    static final int MOST_COLUMNS = 4096;

    private final Path file;
    private final SiteArgument argument;

    Csv(SiteArgument argument) {
        this.file = argument.path();
        this.argument = argument;
    }

    SiteData read() throws IOException {
        List<CsvColumn> columns;
        int rows;
        try (CsvText text = new CsvText(file)) {
            columns = header(text);
            rows = survey(text, columns);
        }
        columns.forEach(column -> column.decide(rows));
        try (CsvText text = new CsvText(file)) {
            fill(text, columns, rows);
        }
        List<TableColumn> table = new ArrayList<>();
        Target target = null;
        for (CsvColumn column : columns) {
            if (column.role() == CsvColumn.Role.LABEL) {
                target = column.target(argument.options().task());
            } else if (column.role() == CsvColumn.Role.INPUT) {
                table.add(column.inputs());
            }
        }
        if (target == null) {
            throw new IllegalStateException("No column of " + file + " is the label");
        }
        return SiteData.of(argument, new TableInputs(rows, table), target);
    }

    private List<CsvColumn> header(CsvText text) {
        CSVRecord header = text.next();
        if (header == null) {
            throw Unusable.of(file, "is empty; the first line must name the columns");
        }
        List<String> names = header.stream().map(String::strip).toList();
        if (names.size() > MOST_COLUMNS) {
            throw Unusable.of(file, "has " + names.size() + " columns; at most " + MOST_COLUMNS + " are allowed");
        }
        for (int i = 0; i < names.size(); i++) {
            if (names.get(i).isEmpty()) {
                throw Unusable.of(file, "has no name for column " + (i + 1) + " in its first line; give it one");
            }
            if (names.indexOf(names.get(i)) < i) {
                throw Unusable.of(file, "has two columns named " + names.get(i) + "; rename one");
            }
        }
        if (names.stream().noneMatch(name -> Double.isNaN(Numbers.parse(name)))) {
            throw Unusable.of(file, "has only numbers in its first line; put a line with the columns' names before it");
        }
        return roles(names);
    }

    private List<CsvColumn> roles(List<String> names) {
        SiteOptions options = argument.options();
        options.drop().forEach(name -> known(names, name, "drop"));
        List<String> kept =
                names.stream().filter(name -> !options.drop().contains(name)).toList();
        String label = options.label();
        if (label == null) {
            label = kept.isEmpty() ? "" : kept.get(kept.size() - 1);
        } else {
            known(names, label, "label");
        }
        if (kept.size() < 2 || !kept.contains(label)) {
            throw Unusable.of(
                    file,
                    "leaves nothing to learn: one column to predict and at least one other are needed, and "
                            + kept.size() + " of " + names.size() + " remain");
        }
        List<CsvColumn> columns = new ArrayList<>();
        for (String name : names) {
            CsvColumn.Role role = name.equals(label)
                    ? CsvColumn.Role.LABEL
                    : kept.contains(name) ? CsvColumn.Role.INPUT : CsvColumn.Role.DROPPED;
            columns.add(new CsvColumn(file, name, role));
        }
        return columns;
    }

    private static void known(List<String> names, String name, String option) {
        if (!names.contains(name)) {
            String some = String.join(", ", names.subList(0, Math.min(names.size(), 20)));
            throw new TributaryException(
                    ErrorCode.INVALID_PARAMETER,
                    "There is no column '" + name + "' for " + option + "=. The columns are " + some
                            + (names.size() > 20 ? ", ..." : "") + "; to name several, repeat " + option + "=.");
        }
    }

    private int survey(CsvText text, List<CsvColumn> columns) {
        int rows = 0;
        for (CSVRecord record = text.next(); record != null; record = text.next()) {
            if (record.size() != columns.size()) {
                throw text.wrong(record.size() + " values where the first line names " + columns.size()
                        + " columns; quote values that hold the delimiter");
            }
            for (int i = 0; i < columns.size(); i++) {
                columns.get(i).survey(record.get(i).strip(), text);
            }
            rows++;
            Unusable.beyondMemory(file, 8L * rows * columns.size());
        }
        if (rows == 0) {
            throw Unusable.of(file, "holds column names but no row");
        }
        return rows;
    }

    private void fill(CsvText text, List<CsvColumn> columns, int rows) {
        text.next();
        int row = 0;
        for (CSVRecord record = text.next(); record != null && row < rows; record = text.next()) {
            for (int i = 0; i < columns.size() && record.size() == columns.size(); i++) {
                columns.get(i).fill(row, record.get(i).strip());
            }
            row++;
        }
        if (row != rows) {
            throw Unusable.of(file, "changed while it was read; start again");
        }
    }
}
