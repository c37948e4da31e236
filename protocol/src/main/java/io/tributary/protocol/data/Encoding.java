package io.tributary.protocol.data;

import java.util.List;

/**
 * How the sites of one task turn what they hold into numbers, so that all of them do it alike. Made by the server from the
 * sites' schemas and moments; sent with each assignment.
 *
 * @param shape of an encoded example
 * @param labels names of the classes, in the order of their numbers; empty where a number is predicted
 * @param columns of a table with the categories of all sites together; empty for images
 * @param moments of all sites together: one for each numeric column in their order, then, where a number is predicted, one
 *     for it; a single one for images
 */
public record Encoding(DataShape shape, List<String> labels, List<Column> columns, List<Moments> moments) {
    public Encoding {
        labels = List.copyOf(labels);
        columns = List.copyOf(columns);
        moments = List.copyOf(moments);
    }
}
