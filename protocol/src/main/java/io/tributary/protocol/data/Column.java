package io.tributary.protocol.data;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * One column of a table, as a site describes it.
 *
 * @param name from the header
 * @param kind what its values are
 * @param categories the values that occur, sorted; empty where the column is numeric. A categorical column without any has
 *     no value at this site, and goes with whatever the others have there
 */
public record Column(String name, Kind kind, List<String> categories) {
    public Column {
        categories = List.copyOf(categories);
    }

    /** Numbers in an encoded example that come of this column: one, or one for each category. */
    public int features() {
        return kind == Kind.NUMERIC ? 1 : categories.size();
    }

    /** Nothing is known but the name. */
    boolean blank() {
        return kind == Kind.CATEGORICAL && categories.isEmpty();
    }

    /** What values are. */
    public enum Kind {
        @JsonProperty("numeric")
        NUMERIC,
        @JsonProperty("categorical")
        CATEGORICAL
    }
}
