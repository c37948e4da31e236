package io.tributary.protocol.aggregation;

/**
 * A slice of what a client has in a round: tiles of vectors that are as long as the model. The arrays are the caller's
 * and are used again for the next tile; only the first {@link #length} numbers count.
 */
public final class ClientTile {
    private final ClientRule.Training training;
    private final float[] start;
    private final float[][] shared;
    private final float[][] memory;
    private final float[][] beside;
    private int length;

    /**
     * @param capacity numbers in a tile at most
     * @param shared how many vectors the server sent beside the model
     * @param memory how many vectors the client keeps
     * @param beside how many vectors go beside the difference
     */
    public ClientTile(ClientRule.Training training, int capacity, int shared, int memory, int beside) {
        this.training = training;
        this.start = new float[capacity];
        this.shared = new float[shared][capacity];
        this.memory = new float[memory][capacity];
        this.beside = new float[beside][capacity];
    }

    /** Says how many numbers the tile has now. */
    public void resize(int numbers) {
        length = numbers;
    }

    /** How many numbers count. */
    public int length() {
        return length;
    }

    /** The round's weights. */
    public float[] start() {
        return start;
    }

    /** The vectors that the server sent beside the model, in the order of {@link ServerRule#shared}. */
    public float[][] shared() {
        return shared;
    }

    /** The vectors that the client keeps. */
    public float[][] memory() {
        return memory;
    }

    /** The vectors that go beside the difference; zeros before the round's first batch. */
    public float[][] beside() {
        return beside;
    }

    /** What all tiles of the round have in common. */
    public ClientRule.Training training() {
        return training;
    }
}
