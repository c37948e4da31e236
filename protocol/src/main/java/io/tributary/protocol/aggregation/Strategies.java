package io.tributary.protocol.aggregation;

import java.util.List;
import java.util.Optional;

/** The registry of aggregation strategies. */
public final class Strategies {
    private static final List<Strategy> ALL = List.of(
            new FedAvg(),
            new FedProx(),
            new FedAvgM(),
            new FedAdam(),
            new FedYogi(),
            new FedAdagrad(),
            new FedNova(),
            new Scaffold(),
            new FedAvgMomentum(),
            new ScaffoldMomentum(),
            new FedAu(),
            new Ef21(),
            new Scallion(),
            new Scafcom(),
            new Median(),
            new TrimmedMean(),
            new Krum(),
            new MultiKrum(),
            new GeometricMedian(),
            new NearestNeighbours(),
            new Flag(),
            new Fisher(),
            new FedBuff(),
            new FedAsync(),
            new FedFix(),
            new Anarchic(),
            new AnarchicSilo());

    private Strategies() {}

    /** All of them, the most usual first. */
    public static List<Strategy> all() {
        return ALL;
    }

    /** The strategy of an id, if there is one. */
    public static Optional<Strategy> find(String id) {
        return ALL.stream().filter(strategy -> strategy.id().equals(id)).findFirst();
    }

    /** @throws IllegalArgumentException where there is none of that id, naming the known ones */
    public static Strategy of(String id) {
        return find(id).orElseThrow(() -> new IllegalArgumentException("There is no strategy '" + id + "'. Known: "
                + String.join(", ", ALL.stream().map(Strategy::id).toList()) + "."));
    }
}
