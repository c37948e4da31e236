package io.tributary.worker;

import io.tributary.protocol.simulation.Speeds;
import io.tributary.protocol.task.TaskSpec;
import io.tributary.worker.training.Watch;

/**
 * Makes virtual clients unequally fast: each takes {@code speedSpread^u} times as long as its training takes here. What is
 * missing is waited, so it costs seconds and no CPU, and leaves the update as it is. Asynchronous rounds go by simulated time,
 * so nobody waits in them.
 */
final class SimulatedSpeed {
    private SimulatedSpeed() {}

    /**
     * Waits after a client's training.
     *
     * @param trainingNanos what the training took
     * @throws java.util.concurrent.CancellationException as soon as the watch was told to stop
     */
    static void slowDown(TaskSpec spec, int client, long trainingNanos, Watch watch) {
        double slowness = spec.flush().isPresent() ? 1 : Speeds.spread(spec, client);
        if (slowness > 1) {
            watch.rest((long) ((slowness - 1) * trainingNanos));
        }
    }
}
