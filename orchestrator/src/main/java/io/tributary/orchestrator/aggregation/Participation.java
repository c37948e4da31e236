package io.tributary.orchestrator.aggregation;

import io.tributary.orchestrator.round.ClientReport;
import io.tributary.orchestrator.round.ClientState;
import io.tributary.protocol.aggregation.Participants;
import io.tributary.protocol.aggregation.Products;
import io.tributary.protocol.task.TaskSpec;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * In which rounds each client's update counted, and what a strategy learns of a round's participants. Fed with every
 * committed round, from the journal after a restart. Belongs to the task's thread.
 */
public final class Participation {
    private final Map<Integer, BitSet> rounds = new HashMap<>();

    /**
     * A round counts; called once for each, in order.
     *
     * @param quorum updates without which the round changed nothing
     */
    public void committed(int round, List<ClientReport> reports, int quorum) {
        List<Integer> completed = reports.stream()
                .filter(report -> report.state() == ClientState.COMPLETED)
                .map(ClientReport::client)
                .toList();
        if (completed.size() >= quorum) {
            completed.forEach(client ->
                    rounds.computeIfAbsent(client, unused -> new BitSet()).set(round));
        }
    }

    /** @param contributions the updates that count, at least one, by client */
    public Participants participants(int round, TaskSpec spec, List<Contribution> contributions) {
        float[] shares = Contribution.shares(contributions, spec.aggregation().weighting());
        List<Participants.Update> updates = new ArrayList<>();
        for (int k = 0; k < shares.length; k++) {
            Contribution contribution = contributions.get(k);
            updates.add(new Participants.Update(
                    contribution.client(),
                    shares[k],
                    spec.training().steps(contribution.examples()),
                    rounds.getOrDefault(contribution.client(), new BitSet()).stream()
                            .boxed()
                            .toList()));
        }
        TaskSpec.Training training = spec.training().in(round);
        return new Participants(
                round,
                spec.clients().count(),
                training.learningRate(),
                training.momentum(),
                updates,
                new Products(updates.size()));
    }
}
