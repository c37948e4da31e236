package io.tributary.orchestrator.aggregation;

import java.util.List;

/** The registry of aggregation strategies. */
public final class Strategies {
    private static final List<Aggregator> ALL = List.of(new FedAvg());

    private Strategies() {}

    public static List<Aggregator> all() {
        return ALL;
    }

    /** @throws IllegalArgumentException where there is none of that id, naming the known ones */
    public static Aggregator of(String id) {
        return ALL.stream()
                .filter(aggregator -> aggregator.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no strategy '" + id + "'. Known: "
                        + String.join(", ", ALL.stream().map(Aggregator::id).toList()) + "."));
    }
}
