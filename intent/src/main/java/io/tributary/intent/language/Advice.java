package io.tributary.intent.language;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * What a language model answers. Only its shape was checked: names, numbers and quotations may all be wrong.
 *
 * @param request what the prompt asks for
 * @param values fields that it sets
 * @param save goals of savings that it wishes for: traffic, cpu, time
 * @param search fields whose best value is to be found
 */
public record Advice(Request request, List<Value> values, List<String> save, List<String> search) {
    public Advice {
        values = List.copyOf(values);
        save = List.copyOf(save);
        search = List.copyOf(search);
    }

    /** What a prompt asks for. */
    public enum Request {
        @JsonProperty("train")
        TRAIN,
        @JsonProperty("search")
        SEARCH,
        /** Nothing that can be trained. */
        @JsonProperty("none")
        NONE
    }

    /**
     * A field and its value.
     *
     * @param field its path in the task spec
     * @param value a number, a name or a truth value
     * @param words of the prompt that say so, as they stand there
     */
    public record Value(String field, JsonNode value, String words) {}
}
