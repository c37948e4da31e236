package io.tributary.protocol.compression;

import org.apache.commons.rng.UniformRandomProvider;

/** How a real number becomes a whole one. */
enum Rounding {
    /** To the nearest; the error is at most a half and depends on the number. */
    NEAREST {
        @Override
        int round(double value, UniformRandomProvider random) {
            return (int) (value + 0.5);
        }
    },
    /** Up with the probability of the fraction, else down: right on average, with an error below one. */
    STOCHASTIC {
        @Override
        int round(double value, UniformRandomProvider random) {
            return (int) (value + random.nextFloat());
        }
    };

    /** @param value at least 0 */
    abstract int round(double value, UniformRandomProvider random);
}
