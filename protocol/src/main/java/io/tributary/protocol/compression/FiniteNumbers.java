package io.tributary.protocol.compression;

/** Looks for NaN, infinite numbers, and those beyond what a difference of weights could ever be. */
final class FiniteNumbers {
    /** No difference of weights that still learn is as large; sums over all clients that there can be stay finite below it. */
    static final float LARGEST = 1e9f;

    /** Takes what is larger than {@link #LARGEST} beyond the largest float. */
    private static final float STRETCH = Float.MAX_VALUE / LARGEST;

    private FiniteNumbers() {}

    /** x * 0 is 0 for a finite x and NaN for any other; the sum keeps the NaN. */
    static boolean all(float[] numbers, int length) {
        float sum0 = 0;
        float sum1 = 0;
        float sum2 = 0;
        float sum3 = 0;
        int i = 0;
        for (; i + 3 < length; i += 4) {
            sum0 += numbers[i] * STRETCH * 0f;
            sum1 += numbers[i + 1] * STRETCH * 0f;
            sum2 += numbers[i + 2] * STRETCH * 0f;
            sum3 += numbers[i + 3] * STRETCH * 0f;
        }
        for (; i < length; i++) {
            sum0 += numbers[i] * STRETCH * 0f;
        }
        return sum0 + sum1 + sum2 + sum3 == 0;
    }
}
