package io.tributary.protocol.aggregation;

/** When the server of an asynchronous strategy aggregates what has arrived. */
public sealed interface Flush {

    /**
     * As soon as so many updates have arrived.
     *
     * @param updates at least 1
     */
    record Full(int updates) implements Flush {}

    /**
     * At the end of every interval in which any arrived.
     *
     * @param seconds length of an interval in simulated seconds, above 0
     */
    record Every(double seconds) implements Flush {}
}
