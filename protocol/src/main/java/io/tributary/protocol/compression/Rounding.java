package io.tributary.protocol.compression;

/** How a real number becomes a whole one. */
enum Rounding {
    /** To the nearest; the error is at most a half and depends on the number. */
    NEAREST,
    /** Up with the probability of the fraction, else down: right on average, with an error below one. */
    STOCHASTIC
}
