package io.tributary.protocol.aggregation;

/** A rule that weighs whole updates by where they lie among the others: it needs their inner products and no more. */
@FunctionalInterface
interface Combination extends ServerRule {
    /** The factor of each update; the weights move by the sum. */
    float[] factors(Participants participants);

    @Override
    default boolean needsProducts() {
        return true;
    }

    @Override
    default TileRule begin(Participants participants) {
        float[] factors = factors(participants);
        return (weights, memory, length, updates) -> Sums.add(weights, updates, factors, length);
    }

    /** Each of the chosen counts alike, the others not at all. */
    static float[] meanOf(int[] chosen, int count) {
        float[] factors = new float[count];
        for (int index : chosen) {
            factors[index] = 1f / chosen.length;
        }
        return factors;
    }
}
