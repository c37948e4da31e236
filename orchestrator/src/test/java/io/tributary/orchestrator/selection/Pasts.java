package io.tributary.orchestrator.selection;

import io.tributary.orchestrator.round.ClientReport;
import io.tributary.orchestrator.round.ClientState;
import io.tributary.orchestrator.selection.ClientSelector.Candidates;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Clients with a past, as rules get to see it. */
final class Pasts {
    private final ClientHistory history;

    private Pasts(int clients) {
        history = new ClientHistory(clients, 5);
    }

    /** Nobody was asked yet. */
    static Pasts none(int clients) {
        return new Pasts(clients);
    }

    /** Everyone completed three rounds. */
    static Pasts usual(int clients) {
        Pasts pasts = new Pasts(clients);
        List<Integer> all = IntStream.range(0, clients).boxed().toList();
        IntStream.rangeClosed(1, 3).forEach(round -> pasts.round(round, all, client -> true));
        return pasts;
    }

    /** Times of nothing, absent and impossible losses, failures. */
    static Pasts strange(int clients) {
        Pasts pasts = new Pasts(clients);
        for (int client = 0; client < clients; client++) {
            ClientReport report = switch (client % 6) {
                case 0 -> completed(client, 0, 0.0, 1);
                case 1 -> completed(client, Double.NaN, Double.NaN, 100);
                case 2 -> completed(client, 1e9, Double.POSITIVE_INFINITY, Long.MAX_VALUE / 4);
                case 3 -> completed(client, 1e-12, null, 0);
                case 4 -> new ClientReport(client, ClientState.LOST, null, 0, null, 0, 0, 0, 0, 0, "gone");
                default -> completed(client, 1, -1.0, 10);
            };
            pasts.history.committed(1, List.of(report));
        }
        return pasts;
    }

    /** A round in which those who answer take as many seconds and have as much loss as their index says. */
    void round(int round, List<Integer> selected, IntPredicate answers) {
        history.committed(
                round,
                selected.stream()
                        .map(client -> answers.test(client)
                                ? completed(client, 1 + client, 0.1 * (1 + client), 100 + client)
                                : new ClientReport(client, ClientState.LATE, "w", 0, null, 60, 0, 0, 0, 50, "too slow"))
                        .toList());
    }

    /** One client completes a round. */
    Pasts completes(int round, int client, double seconds, double loss, long examples) {
        history.committed(round, List.of(completed(client, seconds, loss, examples)));
        return this;
    }

    Candidates candidates(long seed, int round, int wanted) {
        return new Candidates(seed, round, wanted, history.past());
    }

    static ClientReport completed(int client, double seconds, @Nullable Double loss, long examples) {
        return new ClientReport(client, ClientState.COMPLETED, "w", examples, loss, seconds, 1, 0, 10, 20, null);
    }
}
