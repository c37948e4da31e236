package io.tributary.orchestrator.round;

import io.tributary.orchestrator.aggregation.Contribution;
import io.tributary.protocol.artifact.Sha256;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What came of a round's clients. */
final class Collected {
    private final List<ClientReport> reports = new ArrayList<>();
    private final List<Contribution> contributions = new ArrayList<>();
    private final List<Sha256> updates = new ArrayList<>();

    void report(ClientReport report) {
        reports.add(report);
    }

    void contribute(Contribution contribution) {
        contributions.add(contribution);
    }

    void toDelete(Sha256 update) {
        updates.add(update);
    }

    /** One for each selected client, in client order. */
    List<ClientReport> reports() {
        return reports.stream()
                .sorted(Comparator.comparingInt(ClientReport::client))
                .toList();
    }

    List<Contribution> contributions() {
        return List.copyOf(contributions);
    }

    /** Every update artifact that came, whether it counts or not. */
    List<Sha256> updates() {
        return List.copyOf(updates);
    }

    int count(ClientState state) {
        return (int) reports.stream().filter(report -> report.state() == state).count();
    }
}
