package io.tributary.orchestrator.round;

import io.tributary.orchestrator.journal.Progress;
import io.tributary.protocol.aggregation.ServerRule;
import io.tributary.protocol.artifact.Sha256;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What a strategy remembers at the server, among what rounds hand on: a file like a model's for each vector. */
record StrategyMemory(ServerRule rule) {
    private static final String PREFIX = "strategy.";

    /** By the strategy's own names; empty before the first round that changed the model. */
    Map<String, Sha256> of(Progress progress) {
        Map<String, Sha256> known = new HashMap<>();
        rule.memory().forEach(each -> {
            Sha256 vector = progress.memory().get(PREFIX + each.name());
            if (vector != null) {
                known.put(each.name(), vector);
            }
        });
        return known;
    }

    /** The vectors that clients get beside the model, in the strategy's order; none while there is nothing but zeros. */
    List<Sha256> shared(Progress progress) {
        return rule.shared().stream()
                .map(name -> progress.memory().get(PREFIX + name))
                .filter(Objects::nonNull)
                .toList();
    }

    /** By the names under which rounds hand them on. */
    static Map<String, Sha256> named(Map<String, Sha256> left) {
        Map<String, Sha256> named = new HashMap<>();
        left.forEach((name, vector) -> named.put(PREFIX + name, vector));
        return named;
    }
}
