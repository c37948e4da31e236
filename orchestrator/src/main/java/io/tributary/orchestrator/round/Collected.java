package io.tributary.orchestrator.round;

import io.tributary.orchestrator.aggregation.Contribution;
import io.tributary.protocol.artifact.Sha256;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What came of a round's clients. */
final class Collected {
    private final List<ClientReport> reports = new ArrayList<>();
    private final List<Contribution> contributions = new ArrayList<>();
    private final Map<String, Sha256> residuals = new HashMap<>();
    private final List<Integer> full = new ArrayList<>();
    private final Map<Integer, Charge> charges = new HashMap<>();
    private double decodeSeconds;
    private @Nullable String missed;

    /** What a client has cost beside its training. */
    private record Charge(long bytesUp, long bytesDown, double cpuSeconds) {
        Charge and(Charge other) {
            return new Charge(bytesUp + other.bytesUp, bytesDown + other.bytesDown, cpuSeconds + other.cpuSeconds);
        }
    }

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

    /** A client has cost something beside its training: messages, and CPU seconds that count as packing. */
    void charge(int client, long bytesUp, long bytesDown, double cpuSeconds) {
        charges.merge(client, new Charge(bytesUp, bytesDown, cpuSeconds), Charge::and);
    }

    /**
     * The updates that came count for nothing.
     *
     * @param reason a sentence without its end
     */
    void miss(String reason) {
        missed = reason;
        contributions.clear();
        residuals.clear();
        reports.replaceAll(report -> report.state() == ClientState.COMPLETED
                ? new ClientReport(
                        report.client(),
                        ClientState.REJECTED,
                        report.worker(),
                        0,
                        null,
                        report.seconds(),
                        report.cpuSeconds(),
                        report.encodeSeconds(),
                        report.bytesUp(),
                        report.bytesDown(),
                        reason + ".")
                : report);
    }

    /** Why the updates that came count for nothing; null where they do. */
    @Nullable
    String missed() {
        return missed;
    }

    private ClientReport charged(ClientReport report) {
        Charge charge = charges.get(report.client());
        return charge == null
                ? report
                : new ClientReport(
                        report.client(),
                        report.state(),
                        report.worker(),
                        report.examples(),
                        report.loss(),
                        report.seconds(),
                        report.cpuSeconds() + charge.cpuSeconds,
                        report.encodeSeconds() + charge.cpuSeconds,
                        report.bytesUp() + charge.bytesUp,
                        report.bytesDown() + charge.bytesDown,
                        report.reason());
    }

    /** One for each selected client, in client order. */
    List<ClientReport> reports() {
        return reports.stream()
                .map(this::charged)
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
