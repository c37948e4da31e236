package io.tributary.intent.reading;

import java.util.List;

/**
 * Something that cannot be known from the prompt and has to be asked.
 *
 * @param field that it is about
 * @param question for people
 * @param options to choose from; empty where anything goes
 */
public record Doubt(String field, String question, List<Object> options) {
    public Doubt {
        options = List.copyOf(options);
    }
}
