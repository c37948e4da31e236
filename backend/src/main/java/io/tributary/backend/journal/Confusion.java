package io.tributary.backend.journal;

import java.util.List;

/**
 * What a model took the held-out examples for.
 *
 * @param round after which it was evaluated
 * @param matrix rows: true label, columns: predicted label, values: examples
 */
public record Confusion(int round, List<List<Long>> matrix) {
    public Confusion {
        matrix = matrix.stream().map(List::copyOf).toList();
    }
}
