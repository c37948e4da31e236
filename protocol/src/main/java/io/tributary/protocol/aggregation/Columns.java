package io.tributary.protocol.aggregation;

import io.tributary.protocol.aggregation.ServerRule.TileRule;
import io.tributary.protocol.aggregation.ServerRule.UpdateTiles;
import java.io.IOException;
import java.util.Arrays;

/** Rules that look at the numbers of all updates for one parameter at a time; every client counts alike. */
final class Columns {
    private Columns() {}

    /** What becomes of the numbers of one parameter, sorted ascending. */
    @FunctionalInterface
    interface Column {
        float of(float[] sorted);
    }

    /** A rule that adds to each weight what becomes of its column. */
    static ServerRule rule(Column column) {
        return new ServerRule() {
            @Override
            public boolean needsColumns() {
                return true;
            }

            @Override
            public TileRule begin(Participants participants) {
                return (weights, memory, length, updates) -> {
                    float[][] rows = rows(updates, length);
                    float[] numbers = new float[rows.length];
                    for (int i = 0; i < length; i++) {
                        for (int k = 0; k < rows.length; k++) {
                            numbers[k] = rows[k][i];
                        }
                        Arrays.sort(numbers);
                        weights[i] += column.of(numbers);
                    }
                };
            }
        };
    }

    private static float[][] rows(UpdateTiles updates, int length) throws IOException {
        float[][] rows = new float[updates.count()][];
        for (int k = 0; k < rows.length; k++) {
            rows[k] = Arrays.copyOf(updates.read(k), length);
        }
        return rows;
    }
}
