package io.tributary.orchestrator.schedule;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Who trains in a round.
 *
 * @param round from 1
 * @param bases of each client, ascending, the round whose model it begins with, 0 for the first model; at most the round before
 * @param wanted completed updates with which the round is done
 * @param simulatedSeconds that the round would take if every client had a machine of its own; null where clients are not simulated
 */
public record RoundPlan(
        int round,
        SortedMap<Integer, Integer> bases,
        int wanted,
        @Nullable Double simulatedSeconds) {
    public RoundPlan {
        bases = new TreeMap<>(bases);
    }

    /** Of clients that all begin with the newest model. */
    static RoundPlan synchronous(int round, List<Integer> clients, int wanted, @Nullable Double simulatedSeconds) {
        SortedMap<Integer, Integer> bases = new TreeMap<>();
        clients.forEach(client -> bases.put(client, round - 1));
        return new RoundPlan(round, bases, wanted, simulatedSeconds);
    }

    /** The clients, ascending. */
    public List<Integer> clients() {
        return List.copyOf(bases.keySet());
    }

    /** Aggregations that a client of the plan missed since it began. */
    public int staleness(int client) {
        return round - 1 - bases.getOrDefault(client, round - 1);
    }

    /** The same of all clients. */
    public Map<Integer, Integer> staleness() {
        SortedMap<Integer, Integer> staleness = new TreeMap<>();
        bases.keySet().forEach(client -> staleness.put(client, staleness(client)));
        return staleness;
    }
}
