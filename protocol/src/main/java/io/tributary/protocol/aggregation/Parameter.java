package io.tributary.protocol.aggregation;

/**
 * A number that tunes a strategy.
 *
 * @param name in the task spec, beside {@code aggregation.strategy}
 * @param title for people
 * @param help one line for people
 * @param standard the value where none is given
 * @param low the least value
 * @param openLow whether {@code low} itself is too little
 * @param high the greatest value
 * @param openHigh whether {@code high} itself is too much
 * @param whole whether only whole numbers will do
 */
public record Parameter(
        String name,
        String title,
        String help,
        double standard,
        double low,
        boolean openLow,
        double high,
        boolean openHigh,
        boolean whole) {

    /** The length of the server's step: 1 goes where the clients went on average. */
    static final Parameter SERVER_LEARNING_RATE = Parameter.positive(
            "serverLearningRate",
            "Server learning rate",
            "Length of the server's step; 1 goes where the clients went.",
            1);

    /** How many updates make a round. */
    static final Parameter BUFFER_SIZE = new Parameter(
            "bufferSize",
            "Buffer size",
            "Updates that the server waits for before it aggregates; at most as many as clients train at a time.",
            5,
            1,
            false,
            10_000,
            false,
            true);

    /** How fast what is late loses weight. */
    static final Parameter STALENESS_EXPONENT = new Parameter(
            "stalenessExponent",
            "Staleness exponent",
            "An update that missed t aggregations counts (1 + t)^-this; 0 counts all alike.",
            0.5,
            0,
            false,
            10,
            false,
            false);

    /** How many clients may lie. */
    static final Parameter BYZANTINE = new Parameter(
            "byzantine",
            "Byzantine clients",
            "How many of a round's clients may send anything at all.",
            1,
            0,
            false,
            5000,
            false,
            true);

    /** A number above 0 and up to 1000. */
    static Parameter positive(String name, String title, String help, double standard) {
        return new Parameter(name, title, help, standard, 0, true, 1000, false, false);
    }

    /** A number of at least 0 and below 1. */
    static Parameter decay(String name, String title, String help, double standard) {
        return new Parameter(name, title, help, standard, 0, false, 1, true, false);
    }

    /** The same with another default. */
    Parameter withStandard(double other) {
        return new Parameter(name, title, help, other, low, openLow, high, openHigh, whole);
    }
}
