package io.tributary.protocol.error;

/**
 * One thing wrong with one field.
 *
 * @param field dotted path from the root of the document, such as {@code training.rounds}; empty for the whole
 * @param message what was wrong, the bound, and what to do
 */
public record FieldError(String field, String message) {}
