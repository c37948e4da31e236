package io.tributary.orchestrator.aggregation;

import io.tributary.orchestrator.round.ClientReport;
import io.tributary.orchestrator.round.ClientState;
import io.tributary.protocol.aggregation.Participants;
import io.tributary.protocol.aggregation.Products;
import io.tributary.protocol.task.TaskSpec;
import io.tributary.protocol.task.TaskSpec.Weighting;
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
    private final List<Long> examples;

    /** Of clients of whom no more is known than what takes part. */
    public Participation() {
        this(List.of());
    }

    /** @param examples that each client of the task holds, by index */
    public Participation(List<Long> examples) {
        this.examples = List.copyOf(examples);
    }

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

    /** As {@link #participants(int, TaskSpec, List, Map)}, of clients that all began with the newest model. */
    public Participants participants(int round, TaskSpec spec, List<Contribution> contributions) {
        return participants(round, spec, contributions, Map.of());
    }

    /**
     * @param contributions the updates that count, at least one, by client
     * @param staleness aggregations that clients missed since they began, where it is not 0
     */
    public Participants participants(
            int round, TaskSpec spec, List<Contribution> contributions, Map<Integer, Integer> staleness) {
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
                            .toList(),
                    staleness.getOrDefault(contribution.client(), 0)));
        }
        TaskSpec.Training training = spec.training().in(round);
        Products products = new Products(updates.size());
        return examples.isEmpty()
                ? new Participants(
                        round, spec.clients().count(), training.learningRate(), training.momentum(), updates, products)
                : new Participants(
                        round,
                        everyone(spec, contributions),
                        training.learningRate(),
                        training.momentum(),
                        updates,
                        products);
    }

    /** By what each update weighs, as a sum of masked ones is nobody's. */
    private Participants.Everyone everyone(TaskSpec spec, List<Contribution> present) {
        boolean alike = spec.aggregation().weighting() == Weighting.UNIFORM;
        double all = 0;
        double steps = 0;
        for (long each : examples) {
            double weight = alike ? 1 : each;
            all += weight;
            steps += weight * spec.training().steps(each);
        }
        double there = 0;
        for (Contribution contribution : present) {
            there += alike ? 1 : contribution.examples();
        }
        return new Participants.Everyone(spec.clients().count(), steps / all, Math.min(1, there / all));
    }
}
