package io.tributary.orchestrator.schedule;

import io.tributary.protocol.aggregation.Flush;
import io.tributary.protocol.seed.Purpose;
import io.tributary.protocol.seed.Seeds;
import io.tributary.protocol.simulation.Speeds;
import io.tributary.protocol.task.TaskSpec;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Rounds that do not wait, in simulated time: {@code clientsPerRound} clients are always training; when one arrives, another
 * that is idle, drawn by the seed, begins with the newest model; a round is what arrives between two aggregations. Whose
 * update waits for the aggregation is not idle before it: it would begin with the same model again.
 *
 * <p>All of it follows from spec and seed, so a restarted task plans the same from the start, and no machine's speed or
 * number of slots matters.
 */
final class AsynchronousSchedule implements Schedule {
    private static final Comparator<Training> BY_ARRIVAL =
            Comparator.comparingDouble(Training::end).thenComparingLong(Training::order);

    /** @param order in which clients began; decides between those that arrive at the same moment */
    private record Training(int client, int base, double end, long order) {}

    private final TaskSpec spec;
    private final List<Long> examples;
    private final Flush flush;
    private final Speeds speeds;
    private final UniformRandomProvider random;
    private final PriorityQueue<Training> training = new PriorityQueue<>(BY_ARRIVAL);
    private final List<Integer> idle = new ArrayList<>();

    /** Rounds that are planned. */
    private int rounds;

    private double flushed;
    private long begun;

    AsynchronousSchedule(TaskSpec spec, List<Long> examples) {
        this.spec = spec;
        this.examples = List.copyOf(examples);
        this.flush = spec.flush().orElseThrow();
        this.speeds = Speeds.of(spec);
        this.random = Seeds.generator(spec.seed(), Purpose.SCHEDULE, 0, 0);
        IntStream.range(0, spec.clients().count()).forEach(idle::add);
        begin(0);
    }

    @Override
    public RoundPlan plan(int round) {
        if (round <= rounds) {
            throw new IllegalArgumentException("Round " + round + " was planned already");
        }
        RoundPlan plan = next();
        while (plan.round() < round) {
            plan = next();
        }
        return plan;
    }

    private RoundPlan next() {
        SortedMap<Integer, Integer> bases = new TreeMap<>();
        double now = flush instanceof Flush.Every every ? collect(every.seconds(), bases) : collect(bases);
        double seconds = now - flushed;
        flushed = now;
        rounds++;
        idle.addAll(bases.keySet());
        begin(now);
        return new RoundPlan(rounds, bases, bases.size(), seconds);
    }

    /** Until the buffer is full, or nobody is left to wait for. */
    private double collect(SortedMap<Integer, Integer> bases) {
        int wanted = ((Flush.Full) flush).updates();
        double now = flushed;
        while (bases.size() < wanted && !training.isEmpty()) {
            now = arrive(bases);
        }
        return now;
    }

    /** Until the end of the first interval in which any arrive. */
    private double collect(double interval, SortedMap<Integer, Integer> bases) {
        double first = training.element().end();
        double end = interval * Math.max(Math.ceil(first / interval), Math.rint(flushed / interval) + 1);
        do {
            arrive(bases);
        } while (!training.isEmpty() && training.element().end() <= end);
        return end;
    }

    private double arrive(SortedMap<Integer, Integer> bases) {
        Training next = training.remove();
        bases.put(next.client(), next.base());
        begin(next.end());
        return next.end();
    }

    /** Fills the free places. */
    private void begin(double now) {
        while (training.size() < spec.clientsPerRound() && !idle.isEmpty()) {
            int place = random.nextInt(idle.size());
            int client = idle.set(place, idle.get(idle.size() - 1));
            idle.remove(idle.size() - 1);
            double seconds = speeds.seconds(client, examples.get(client));
            training.add(new Training(client, rounds, now + seconds, begun++));
        }
    }
}
