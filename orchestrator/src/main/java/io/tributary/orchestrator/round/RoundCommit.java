package io.tributary.orchestrator.round;

import io.tributary.protocol.artifact.Sha256;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that is written when a round is committed.
 *
 * @param model the model after the round
 * @param quorumMet whether the round changed the model
 * @param clients one report for each selected client
 * @param confusion rows: true label, columns: predicted; null where not evaluated
 */
public record RoundCommit(
        RoundReport report,
        Sha256 model,
        boolean quorumMet,
        List<ClientReport> clients,
        @Nullable List<List<Long>> confusion) {
    public RoundCommit {
        clients = List.copyOf(clients);
    }
}
