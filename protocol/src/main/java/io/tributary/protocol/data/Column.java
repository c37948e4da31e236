package io.tributary.protocol.data;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * One column of a table, as a site describes it.
 *
 * @param name from the header
 * @param kind what its values are
 * @param categories the values that occur, sorted; empty where the column is numeric
 */
public record Column(String name, Kind kind, List<String> categories) {
    public Column {
        categories = List.copyOf(categories);
    }

    /** What values are. */
    public enum Kind {
        @JsonProperty("numeric")
        NUMERIC,
        @JsonProperty("categorical")
        CATEGORICAL
    }
}
