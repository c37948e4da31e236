package io.tributary.worker;

import io.tributary.protocol.seed.Purpose;
import io.tributary.protocol.seed.Seeds;
import io.tributary.protocol.task.TaskSpec;
import io.tributary.worker.training.Watch;

/**
 * Makes virtual clients unequally fast: each takes {@code speedSpread^u} times as long as its training takes here, with u
 * uniform in [0, 1) and fixed for the task. What is missing is waited, so it costs seconds and no CPU, and leaves the
 * update as it is.
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
        double slowness = slowness(spec, client);
        if (slowness > 1) {
            watch.rest((long) ((slowness - 1) * trainingNanos));
        }
    }

    /** How many times as long as the fastest a client takes: from 1 to less than the spread. */
    static double slowness(TaskSpec spec, int client) {
        double u = Seeds.generator(spec.seed(), Purpose.SPEED, 0, client).nextDouble();
        return StrictMath.pow(spec.clients().speedSpread(), u);
    }
}
