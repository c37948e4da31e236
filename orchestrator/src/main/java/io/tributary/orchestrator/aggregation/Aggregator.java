package io.tributary.orchestrator.aggregation;

import java.io.IOException;

/**
 * A rule that turns updates into the next model. Stateless and safe for use by many threads; it sees one tile at a time.
 */
public interface Aggregator {

    /** The name used in task specs. */
    String id();

    /** The name for people. */
    String title();

    /** One line for people: what it does and when to use it. */
    String description();

    /** Where the rule comes from. */
    String source();

    /**
     * Replaces a tile of the round's weights by the same tile of the next ones.
     *
     * @param weights the round's weights from index 0, replaced in place
     * @param length how many of them belong to the tile
     * @param updates the same tile of each completed client's update
     */
    void aggregate(float[] weights, int length, UpdateTiles updates) throws IOException;

    /** One tile of every update, in client order. */
    interface UpdateTiles {
        /** How many updates there are, at least 1. */
        int count();

        /** The share of an update: positive, all shares sum to 1. */
        float share(int index);

        /** The tile of one update; valid until the next call. Each update is read at most once, in order. */
        float[] read(int index) throws IOException;
    }
}
