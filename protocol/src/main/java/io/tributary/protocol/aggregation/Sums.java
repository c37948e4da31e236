package io.tributary.protocol.aggregation;

import io.tributary.protocol.aggregation.ServerRule.UpdateTiles;
import java.io.IOException;
import java.util.Arrays;

/** Weighted sums of updates, in client order and in 32-bit floats, so that the bits do not depend on who came first. */
final class Sums {
    private Sums() {}

    /** sum += factor x. Alone in its method so that the compiler vectorises it. */
    static void addScaled(float[] sum, float[] x, float factor, int length) {
        for (int i = 0; i < length; i++) {
            sum[i] += factor * x[i];
        }
    }

    /** The sum of all updates by their factors; updates of factor 0 are not read. */
    static void weighted(float[] sum, UpdateTiles updates, float[] factors, int length) throws IOException {
        Arrays.fill(sum, 0, length, 0);
        add(sum, updates, factors, length);
    }

    /** Adds the sum of all updates by their factors. */
    static void add(float[] sum, UpdateTiles updates, float[] factors, int length) throws IOException {
        for (int k = 0; k < updates.count(); k++) {
            if (factors[k] != 0) {
                addScaled(sum, updates.read(k), factors[k], length);
            }
        }
    }
}
