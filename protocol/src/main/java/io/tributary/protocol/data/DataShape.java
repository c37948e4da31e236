package io.tributary.protocol.data;

/**
 * The shape of one example and the number of things it can be.
 *
 * @param channels colour channels, 1 for grey
 * @param height rows in pixels
 * @param width columns in pixels
 * @param classes how many labels there are, at least 2
 */
public record DataShape(int channels, int height, int width, int classes) {
    /** Numbers in one example. */
    public int features() {
        return channels * height * width;
    }
}
