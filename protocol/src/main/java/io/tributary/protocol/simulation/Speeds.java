package io.tributary.protocol.simulation;

import io.tributary.protocol.seed.Purpose;
import io.tributary.protocol.seed.Seeds;
import io.tributary.protocol.task.TaskSpec;
import java.util.Arrays;
import java.util.BitSet;
import java.util.stream.IntStream;

/**
 * How fast a task's virtual clients are: {@code simulation.slow} of them, the first in an order that the seed draws, take a
 * factor longer, and each takes {@code clients.speedSpread}^u times as long, u uniform in [0, 1) and fixed for the task.
 * Links take no time. Immutable.
 */
public final class Speeds {
    private final TaskSpec spec;
    private final BitSet slow = new BitSet();

    private Speeds(TaskSpec spec) {
        this.spec = spec;
        int count = spec.clients().count();
        int[] clients = IntStream.range(0, count).toArray();
        Seeds.shuffle(clients, Seeds.generator(spec.seed(), Purpose.SPEED, 1, 0));
        Arrays.stream(clients, 0, spec.simulation().slow().clients(count)).forEach(slow::set);
    }

    /** Of a task. */
    public static Speeds of(TaskSpec spec) {
        return new Speeds(spec);
    }

    /**
     * Simulated seconds that a client's work in a round takes.
     *
     * @param examples that it holds
     */
    public double seconds(int client, long examples) {
        double factor = slow.get(client) ? spec.simulation().slow().factor() : 1;
        return factor
                * spread(spec, client)
                * Math.max(1, examples)
                * spec.training().localEpochs()
                / spec.simulation().examplesPerSecond();
    }

    /** What {@code clients.speedSpread} makes of a client: how many times as long as the fastest it takes, 1 to the spread. */
    public static double spread(TaskSpec spec, int client) {
        double u = Seeds.generator(spec.seed(), Purpose.SPEED, 0, client).nextDouble();
        return StrictMath.pow(spec.clients().speedSpread(), u);
    }
}
