package io.tributary.orchestrator.round;

/**
 * CPU seconds of a round by what they were spent on, from the threads' own clocks.
 *
 * @param train the clients' steps
 * @param encode packing: the clients' updates and the model on its way down
 * @param decode unpacking and checking the updates
 * @param aggregate making the next model, with the second unpacking that goes with it
 * @param evaluate testing it
 * @param coordinate all else that the task's thread does: selecting, messages
 */
public record Cpu(double train, double encode, double decode, double aggregate, double evaluate, double coordinate) {

    public double total() {
        return train + encode + decode + aggregate + evaluate + coordinate;
    }
}
