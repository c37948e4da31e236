package io.tributary.worker.site;

import io.tributary.protocol.data.Column;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.function.IntUnaryOperator;

/** The values of one column of a table. */
sealed interface TableColumn {
    String name();

    /** As it is described to the server. */
    Column described();

    /** @param value of a row, NaN where it is missing */
    record Numeric(String name, IntToDoubleFunction value) implements TableColumn {
        @Override
        public Column described() {
            return new Column(name, Column.Kind.NUMERIC, List.of());
        }
    }

    /**
     * @param categories that occur, in order
     * @param code of a row, an index into the categories; -1 where the value is missing
     */
    record Categorical(String name, List<String> categories, IntUnaryOperator code) implements TableColumn {
        public Categorical {
            categories = List.copyOf(categories);
        }

        @Override
        public Column described() {
            return new Column(name, Column.Kind.CATEGORICAL, categories);
        }
    }
}
