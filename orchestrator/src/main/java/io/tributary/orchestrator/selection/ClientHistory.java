package io.tributary.orchestrator.selection;

import io.tributary.orchestrator.round.ClientReport;
import java.util.Arrays;
import java.util.List;

/**
 * What a task knows of its clients. Fed with every committed round, from the journal after a restart, so that a restarted
 * task selects as if it had never stopped. Belongs to the task's thread.
 */
public final class ClientHistory {
    private final ClientPast[] clients;
    private final int window;

    /** @param window measured seconds that are kept of each client, at least 1 */
    public ClientHistory(int clients, int window) {
        this.clients = new ClientPast[clients];
        this.window = window;
        Arrays.fill(this.clients, ClientPast.NONE);
    }

    /** A round counts; called once for each, in order. */
    public void committed(int round, List<ClientReport> reports) {
        for (ClientReport report : reports) {
            clients[report.client()] = clients[report.client()].after(round, report, window);
        }
    }

    /** Each client's past, by index. */
    public List<ClientPast> past() {
        return List.of(clients);
    }

    /** The last round in which a client was sent a model, 0 where none was. */
    public int lastReceived(int client) {
        return clients[client].lastReceived();
    }
}
