package io.tributary.protocol.aggregation;

import java.io.IOException;
import java.util.List;

/** The server's side of a strategy. Stateless: what it remembers are vectors that are committed with each round. */
public interface ServerRule {

    /** Vectors as long as the model that the server keeps from round to round. */
    default List<Memory> memory() {
        return List.of();
    }

    /** Those of the memory, by name, that clients get beside the model. */
    default List<String> shared() {
        return List.of();
    }

    /** Whether {@link Participants#product} is asked for; costs a pass over all updates of its own. */
    default boolean needsProducts() {
        return false;
    }

    /** Whether the numbers of all updates for one parameter are asked for at once; tiles are shorter then. */
    default boolean needsColumns() {
        return false;
    }

    /** Looks at a round as a whole; what it answers is then called for one tile after the other. */
    TileRule begin(Participants participants);

    /**
     * @param name in the journal and, where shared, in messages
     * @param first what every number is before the first round
     */
    record Memory(String name, float first) {}

    /** Folds one tile of all updates into the weights. */
    @FunctionalInterface
    interface TileRule {
        /**
         * @param weights the round's weights from index 0, replaced in place by the next ones
         * @param memory the same tile of each vector of {@link ServerRule#memory}, replaced in place
         * @param length how many numbers belong to the tile
         * @param updates the same tile of each completed client's update
         */
        void fold(float[] weights, float[][] memory, int length, UpdateTiles updates) throws IOException;
    }

    /** One tile of every update, in client order. */
    interface UpdateTiles {
        /** How many updates there are, at least 1. */
        int count();

        /**
         * The tile of one update: its differences, then the same tile of each vector that it carries beside them. Valid until the
         * next call; each update is read at most once, in order.
         */
        float[] read(int index) throws IOException;
    }
}
