package io.tributary.orchestrator.round;

import io.tributary.protocol.artifact.Sha256;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that is written when a round is committed.
 *
 * @param model the model after the round
 * @param quorumMet whether the round changed the model
 * @param clients one report for each selected client
 * @param confusion rows: true label, columns: predicted; null where not evaluated
 * @param memory what the round hands on beside the model, artifacts by name; names it leaves out keep theirs
 */
public record RoundCommit(
        RoundReport report,
        Sha256 model,
        boolean quorumMet,
        List<ClientReport> clients,
        @Nullable List<List<Long>> confusion,
        Map<String, Sha256> memory) {
    public RoundCommit {
        clients = List.copyOf(clients);
        memory = Map.copyOf(memory);
    }
}
