package io.tributary.nashpo.space;

import io.tributary.protocol.task.Field;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** A dimension counts only where another one has one of these values; the schema's {@code x-when} reads alike. */
public record Condition(
        @Field(help = "Another field of the space.") @NotNull
        String field,

        @Field(help = "The values of that field for which this one is searched.") @NotNull @Size(min = 1, max = 256)
        List<JsonNode> is) {
    public Condition {
        is = List.copyOf(is);
    }

    boolean holds(Params params) {
        JsonNode value = params.get(field);
        return value != null && is.stream().anyMatch(each -> Values.same(each, value));
    }
}
