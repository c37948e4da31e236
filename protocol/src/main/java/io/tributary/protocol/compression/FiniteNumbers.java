package io.tributary.protocol.compression;

/** Looks for NaN, infinite numbers, and those beyond a bound. */
final class FiniteNumbers {
    private FiniteNumbers() {}

    /**
     * x * 0 is 0 for a finite x and NaN for any other; the sum keeps the NaN. What is beyond the bound is made infinite first.
     *
     * @param largest the bound, above 0
     */
    static boolean all(float[] numbers, int length, float largest) {
        float stretch = Float.MAX_VALUE / largest;
        float sum0 = 0;
        float sum1 = 0;
        float sum2 = 0;
        float sum3 = 0;
        int i = 0;
        for (; i + 3 < length; i += 4) {
            sum0 += numbers[i] * stretch * 0f;
            sum1 += numbers[i + 1] * stretch * 0f;
            sum2 += numbers[i + 2] * stretch * 0f;
            sum3 += numbers[i + 3] * stretch * 0f;
        }
        for (; i < length; i++) {
            sum0 += numbers[i] * stretch * 0f;
        }
        return sum0 + sum1 + sum2 + sum3 == 0;
    }
}
