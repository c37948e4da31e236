package io.tributary.protocol.data;

import java.util.List;

/**
 * The shape of one example and the number of things it can be.
 *
 * @param channels colour channels, 1 for grey
 * @param height rows in pixels
 * @param width columns in pixels
 * @param classes how many labels there are; 1 where a number is predicted
 */
public record DataShape(int channels, int height, int width, int classes) {
    /**
     * The shape of an encoded row of a table.
     *
     * @param labels names of the classes; empty where a number is predicted
     */
    public static DataShape ofTable(List<Column> columns, List<String> labels) {
        return new DataShape(1, 1, columns.stream().mapToInt(Column::features).sum(), Math.max(1, labels.size()));
    }

    /** Numbers in one example. */
    public int features() {
        return channels * height * width;
    }
}
