package io.tributary.orchestrator.round;

import io.tributary.orchestrator.aggregation.Contribution;
import io.tributary.protocol.artifact.Sha256;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What came of a round's clients. */
final class Collected {
    private final List<ClientReport> reports = new ArrayList<>();
    private final List<Contribution> contributions = new ArrayList<>();
    private final Map<String, Sha256> residuals = new HashMap<>();
    private final List<Integer> full = new ArrayList<>();
    private double decodeSeconds;

    void report(ClientReport report) {
        reports.add(report);
    }

    void contribute(Contribution contribution) {
        contributions.add(contribution);
    }

    /** A client could not write its update: the disk of its worker is full. */
    void diskFull(int client) {
        full.add(client);
    }

    /** Who could not write. */
    List<Integer> diskFull() {
        return List.copyOf(full);
    }

    /** Keeps what the client wants handed back next time. */
    void residual(int client, Sha256 residual) {
        residuals.put(residualOf(client), residual);
    }

    /** The name under which rounds hand on a client's residual. */
    static String residualOf(int client) {
        return "residual/" + client;
    }

    void decoded(double cpuSeconds) {
        decodeSeconds += cpuSeconds;
    }

    /** One for each selected client, in client order. */
    List<ClientReport> reports() {
        return reports.stream()
                .sorted(Comparator.comparingInt(ClientReport::client))
                .toList();
    }

    /** The updates that count, by client, so that nothing depends on who came first. */
    List<Contribution> contributions() {
        return contributions.stream()
                .sorted(Comparator.comparingInt(Contribution::client))
                .toList();
    }

    /** The residuals of the clients whose updates count, by the name under which rounds hand them on. */
    Map<String, Sha256> residuals() {
        return residuals;
    }

    double decodeSeconds() {
        return decodeSeconds;
    }

    int count(ClientState state) {
        return (int) reports.stream().filter(report -> report.state() == state).count();
    }
}
