package io.tributary.orchestrator.selection;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.orchestrator.round.ClientReport;
import io.tributary.orchestrator.round.ClientState;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClientHistoryTest {
    private final ClientHistory history = new ClientHistory(2, 3);

    @Test
    void knowsNothingAtFirst() {
        assertThat(history.past()).containsExactly(ClientPast.NONE, ClientPast.NONE);
        assertThat(history.lastReceived(1)).isZero();
    }

    @Test
    void keepsTheLastSecondsOfCompletedRounds() {
        for (int round = 1; round <= 5; round++) {
            history.committed(round, List.of(Pasts.completed(1, round, 1.0 / round, 10L * round)));
        }
        assertThat(history.past().get(1)).isEqualTo(new ClientPast(List.of(3.0, 4.0, 5.0), 0.2, 50, 5, 5, 5, 5));
        assertThat(history.past().get(0)).isEqualTo(ClientPast.NONE);
    }

    @Test
    void countsAClientThatDidNotCompleteAsAskedAndKeepsWhatItKnew() {
        history.committed(1, List.of(Pasts.completed(0, 2, 0.5, 30)));
        history.committed(2, List.of(new ClientReport(0, ClientState.LATE, "w", 0, null, 9, 1, 0, 0, 40, "late")));
        history.committed(3, List.of(new ClientReport(0, ClientState.LOST, null, 0, null, 0, 0, 0, 0, 0, "no slot")));
        assertThat(history.past().get(0)).isEqualTo(new ClientPast(List.of(2.0), 0.5, 30, 3, 2, 3, 1));
        assertThat(history.lastReceived(0)).isEqualTo(2);
    }

    @Test
    void showsWhatDoesNotChangeAfterwards() {
        List<ClientPast> before = history.past();
        history.committed(1, List.of(Pasts.completed(0, 2, 0.5, 30)));
        assertThat(before).containsExactly(ClientPast.NONE, ClientPast.NONE);
    }

    @Test
    void takesNoNumbersThatAreNone() {
        history.committed(1, List.of(Pasts.completed(0, Double.NaN, Double.NaN, 30)));
        assertThat(history.past().get(0)).isEqualTo(new ClientPast(List.of(), null, 30, 1, 1, 1, 1));
    }
}
