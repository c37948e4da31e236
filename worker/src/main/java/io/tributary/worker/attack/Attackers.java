package io.tributary.worker.attack;

import io.tributary.protocol.seed.Purpose;
import io.tributary.protocol.seed.Seeds;
import io.tributary.protocol.task.TaskSpec;
import java.util.Arrays;
import java.util.stream.IntStream;

/** The malicious clients of a task: the first of all clients in an order that the seed draws. Immutable. */
public final class Attackers {
    private final int[] drawn;

    private Attackers(int... drawn) {
        this.drawn = drawn;
    }

    /** Of a task; nobody where nothing is simulated. */
    public static Attackers of(TaskSpec spec) {
        int count = spec.clients().count();
        int malicious = spec.simulation().attack().attackers(count);
        if (malicious == 0) {
            return new Attackers();
        }
        int[] clients = IntStream.range(0, count).toArray();
        Seeds.shuffle(clients, Seeds.generator(spec.seed(), Purpose.ATTACK, 0, 0));
        return new Attackers(Arrays.copyOf(clients, malicious));
    }

    /** Whether a client is one of them. */
    public boolean include(int client) {
        return Arrays.stream(drawn).anyMatch(each -> each == client);
    }

    /** The first of them, as drawn. */
    int[] first(int most) {
        return Arrays.copyOf(drawn, Math.min(most, drawn.length));
    }

    /** How many there are. */
    public int count() {
        return drawn.length;
    }
}
