package io.tributary.worker.training;

/** How a client turns the round's weights into an update. {@link LocalTraining} is the real one. Safe for many threads. */
@FunctionalInterface
public interface LocalTrainer {

    /**
     * Trains one client on the calling thread.
     *
     * @throws java.util.concurrent.CancellationException soon after the watch was told to stop
     * @throws io.tributary.protocol.error.TributaryException TRAINING_FAILED where the numbers run away
     */
    LocalUpdate train(ClientRound work, Watch watch);
}
