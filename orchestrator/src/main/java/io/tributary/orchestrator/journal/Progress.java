package io.tributary.orchestrator.journal;

import io.tributary.protocol.artifact.Sha256;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where the rounds of a task stand.
 *
 * @param round the last committed one, 0 before the first
 * @param model the model artifact to go on from, null before the task was prepared
 * @param testExamples held-out examples to evaluate on
 * @param bestAccuracy best so far, 0 before the first evaluation
 * @param evaluationsSinceBest evaluations after the best one
 * @param missedQuorums rounds in a row, up to the last one, that kept the old model
 * @param memory what rounds hand on beside the model, artifacts by name: residuals of clients, states of strategies
 */
public record Progress(
        int round,
        @Nullable Sha256 model,
        long testExamples,
        double bestAccuracy,
        int evaluationsSinceBest,
        int missedQuorums,
        Map<String, Sha256> memory) {

    public Progress {
        memory = Map.copyOf(memory);
    }

    public static Progress none() {
        return new Progress(0, null, 0, 0, 0, 0, Map.of());
    }

    public Progress prepared(Sha256 first, long examples) {
        return new Progress(0, first, examples, 0, 0, 0, Map.of());
    }

    /**
     * After a committed round.
     *
     * @param accuracy null where the round was not evaluated
     * @param changed the part of the memory that the round replaced
     */
    public Progress committed(
            int number, Sha256 next, @Nullable Double accuracy, boolean quorumMet, Map<String, Sha256> changed) {
        double best = accuracy == null ? bestAccuracy : Math.max(accuracy, bestAccuracy);
        int since = accuracy == null ? evaluationsSinceBest : best > bestAccuracy ? 0 : evaluationsSinceBest + 1;
        Map<String, Sha256> merged = new HashMap<>(memory);
        merged.putAll(changed);
        return new Progress(number, next, testExamples, best, since, quorumMet ? 0 : missedQuorums + 1, merged);
    }
}
