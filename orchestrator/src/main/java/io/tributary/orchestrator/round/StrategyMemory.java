package io.tributary.orchestrator.round;

import io.tributary.orchestrator.aggregation.ModelAveraging;
import io.tributary.orchestrator.aggregation.TiledAggregation.Aggregated;
import io.tributary.orchestrator.journal.Progress;
import io.tributary.protocol.aggregation.ServerRule;
import io.tributary.protocol.artifact.Sha256;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What a strategy remembers at the server, among what rounds hand on: a file like a model's for each vector. Where models are
 * averaged, the average is the round's model, and what clients go on from is remembered.
 */
record StrategyMemory(ServerRule rule) {
    private static final String PREFIX = "strategy.";

    /** The model that clients go on from, where it is not the one that the last round left. */
    private static final String TRAINED = "trained";

    /** What the next round's clients go on from. */
    Sha256 trained(Progress progress) {
        return Objects.requireNonNull(progress.memory().getOrDefault(TRAINED, progress.model()));
    }

    /** By the strategy's own names; empty before the first round that changed the model. */
    Map<String, Sha256> of(Progress progress) {
        Map<String, Sha256> known = new HashMap<>();
        rule.memory().forEach(each -> {
            Sha256 vector = progress.memory().get(PREFIX + each.name());
            if (vector != null) {
                known.put(each.name(), vector);
            }
        });
        if (progress.memory().containsKey(TRAINED)) {
            known.put(ModelAveraging.AVERAGE, Objects.requireNonNull(progress.model()));
        }
        return known;
    }

    /** The vectors that clients get beside the model, in the strategy's order; none while there is nothing but zeros. */
    List<Sha256> shared(Progress progress) {
        return rule.shared().stream()
                .map(name -> progress.memory().get(PREFIX + name))
                .filter(Objects::nonNull)
                .toList();
    }

    /** The model that a round leaves: that which is evaluated and offered. */
    static Sha256 offered(Aggregated aggregated) {
        return aggregated.memory().getOrDefault(ModelAveraging.AVERAGE, aggregated.model());
    }

    /** The rest of what a round leaves, by the names under which rounds hand it on. */
    static Map<String, Sha256> handedOn(Aggregated aggregated) {
        Map<String, Sha256> named = new HashMap<>();
        aggregated.memory().forEach((name, vector) -> {
            if (name.equals(ModelAveraging.AVERAGE)) {
                named.put(TRAINED, aggregated.model());
            } else {
                named.put(PREFIX + name, vector);
            }
        });
        return named;
    }
}
