package io.tributary.testkit.strategy;

import io.tributary.protocol.aggregation.Strategy;
import io.tributary.testkit.StrategyBench;
import java.util.List;
import java.util.Map;

/** Two clients who disagree, so that many local steps of each pull past the minimum of both. */
final class Drift {
    private Drift() {}

    static StrategyBench bench(Strategy strategy, Map<String, Number> parameters) {
        return new StrategyBench(
                strategy,
                parameters,
                new StrategyBench.Steps(0.1, 5),
                List.of(new float[] {0}, new float[] {1}),
                new float[] {1, 4});
    }
}
