package io.tributary.protocol.compression;

/** Finds the numbers of largest magnitude without sorting: two histograms give the exact k-th magnitude. */
final class Largest {
    private static final int LOW_BITS = 15;

    private Largest() {}

    /**
     * Where the {@code k} numbers of largest magnitude are, ascending; of equal ones at the border the first.
     *
     * @throws io.tributary.protocol.error.TributaryException UPDATE_REFUSED where a number is NaN or infinite
     */
    static int[] places(float[] numbers, int k) {
        // Bits of non-negative floats are ordered as the floats are: 16 high bits choose a bucket, 15 low bits a place
        // in it.
        int[] high = new int[1 << 16];
        for (float number : numbers) {
            high[magnitude(number) >>> LOW_BITS]++;
        }
        int left = k;
        int bucket = high.length - 1;
        while (left > high[bucket]) {
            left -= high[bucket--];
        }
        int[] low = new int[1 << LOW_BITS];
        for (float number : numbers) {
            int magnitude = magnitude(number);
            if (magnitude >>> LOW_BITS == bucket) {
                low[magnitude & (low.length - 1)]++;
            }
        }
        int rest = low.length - 1;
        while (left > low[rest]) {
            left -= low[rest--];
        }
        return pick(numbers, k, (bucket << LOW_BITS) | rest, left);
    }

    private static int[] pick(float[] numbers, int k, int threshold, int atThreshold) {
        int[] places = new int[k];
        int found = 0;
        int equal = 0;
        for (int i = 0; found < k; i++) {
            int magnitude = magnitude(numbers[i]);
            if (magnitude > threshold || (magnitude == threshold && equal++ < atThreshold)) {
                places[found++] = i;
            }
        }
        return places;
    }

    private static int magnitude(float number) {
        int bits = Float.floatToRawIntBits(number) & 0x7fffffff;
        if (bits >= 0x7f800000) {
            throw Compressor.refused(
                    "NaN and infinite numbers cannot be packed by top-k: training diverged; lower the learning rate.");
        }
        return bits;
    }
}
