package io.tributary.intent.dataset;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A prompt with its labels.
 *
 * @param text of the prompt
 * @param spans what its parts belong to, in order; what no span covers belongs to nothing
 * @param tokens the right reading, as in the hand-written prompts
 * @param base tokens of the task that it changes; empty for none
 * @param family its wording is of
 * @param part train, tune or test
 * @param pattern the templates that it was made from, numbers and phrases left out
 */
public record Labelled(
        String text,
        List<Span> spans,
        Set<String> tokens,
        Set<String> base,
        String family,
        String part,
        List<String> pattern) {
    public Labelled {
        spans = List.copyOf(spans);
        tokens = Set.copyOf(tokens);
        base = Set.copyOf(base);
        pattern = List.copyOf(pattern);
    }

    /**
     * A part of a prompt.
     *
     * @param start place of its first character
     * @param end place after its last
     * @param label a field, a field and its value, or void where it was taken back
     */
    public record Span(int start, int end, String label) {}

    /** Whether nothing in it can be trained. */
    public boolean isOut() {
        return tokens.contains("out");
    }

    /** Whether it asks for a search. */
    public boolean isSearch() {
        return tokens.stream().anyMatch(token -> token.startsWith("search:"));
    }

    /** As a line of the hand-written prompts. */
    public String line() {
        String before = base.isEmpty() ? "" : "{" + String.join(" ", new TreeSet<>(base)) + "} ";
        return before + text.replace('\n', ' ') + " > " + String.join(" ", new TreeSet<>(tokens));
    }
}
