package io.tributary.protocol.aggregation;

/**
 * The clients' side of a strategy. Stateless; works on tiles: slices of vectors that are as long as the model.
 */
public interface ClientRule {
    /** Clients just train. */
    ClientRule NONE = new ClientRule() {};

    /** Numbers of each vector in turn, where updates carry several: {@link Strategy#beside}. */
    int SLICE = 16 * 1024;

    /** How many vectors a client keeps from one of its rounds to the next; all zeros before the first. */
    default int memory() {
        return 0;
    }

    /** Whether {@link #correct} does anything; what goes beside the difference is gathered there. */
    default boolean corrects() {
        return false;
    }

    /**
     * Changes the gradient of a batch before the optimizer uses it, and gathers what goes beside the difference.
     *
     * @param tile where in the model, and the vectors there
     * @param gradient the batch's, changed in place
     * @param weights the client's weights of now
     */
    default void correct(ClientTile tile, float[] gradient, float[] weights) {}

    /**
     * Changes the difference that training made before it is packed.
     *
     * @param difference the client's weights minus the round's, changed in place
     */
    default void send(ClientTile tile, float[] difference) {}

    /**
     * Updates what the client keeps, {@link ClientTile#memory}, in place.
     *
     * @param sent what the server gets after unpacking
     */
    default void keep(ClientTile tile, float[] sent) {}

    /**
     * @param round from 1
     * @param learningRate of the round's steps
     * @param steps of the whole round, at least 1
     */
    record Training(int round, double learningRate, int steps) {
        /** 1 / (learning rate x steps): turns a difference of weights into a mean gradient, but for the sign. */
        float perStep() {
            return (float) (1 / (learningRate * steps));
        }
    }
}
