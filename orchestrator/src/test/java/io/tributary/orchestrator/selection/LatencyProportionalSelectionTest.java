package io.tributary.orchestrator.selection;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.orchestrator.round.ClientReport;
import io.tributary.orchestrator.round.ClientState;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LatencyProportionalSelectionTest extends ClientSelectorContract {
    @Override
    ClientSelector selector() {
        return Selections.of("latency-proportional");
    }

    @Override
    int roundsToReachEveryone() {
        return 8;
    }

    @Test
    void drawsInProportionToTheMeanOfOneBySeconds() {
        Pasts pasts = Pasts.none(4)
                .completes(1, 0, 1, 1, 10)
                .completes(1, 1, 2, 1, 10)
                .completes(1, 2, 4, 1, 10)
                .completes(1, 3, 1, 1, 10)
                .completes(2, 3, 10, 1, 10);
        Map<Integer, Double> speeds = Map.of(0, 1.0, 1, 0.5, 2, 0.25, 3, (1 + 0.1) / 2);
        Frequencies.check(Frequencies.pairs(speeds), seed -> selector().select(pasts.candidates(seed, 3, 2)));
    }

    @Test
    void looksBackNoFurtherThanTheWindow() {
        Pasts pasts = Pasts.none(3).completes(1, 0, 0.001, 1, 10);
        for (int round = 2; round <= 6; round++) {
            pasts.completes(round, 0, 4, 1, 10);
        }
        pasts.completes(1, 1, 1, 1, 10).completes(1, 2, 2, 1, 10);
        Frequencies.check(
                Frequencies.pairs(Map.of(0, 0.25, 1, 1.0, 2, 0.5)),
                seed -> selector().select(pasts.candidates(seed, 7, 2)));
    }

    @Test
    void exploresWhoWasNeverAskedFirstAndInNoOrder() {
        Pasts pasts = Pasts.none(5).completes(1, 0, 0.001, 1, 10).completes(1, 1, 0.001, 1, 10);
        Frequencies.check(
                Frequencies.pairs(Map.of(2, 1.0, 3, 1.0, 4, 1.0)),
                seed -> selector().select(pasts.candidates(seed, 2, 2)));
        assertThat(selector().select(pasts.candidates(1, 2, 4)))
                .contains(2, 3, 4)
                .hasSize(4);
    }

    @Test
    void takesWhoNeverCompletedForTheSlowest() {
        ClientHistory history = new ClientHistory(3, 5);
        history.committed(
                1,
                List.of(
                        Pasts.completed(0, 1, 1.0, 10),
                        Pasts.completed(1, 8, 1.0, 10),
                        new ClientReport(2, ClientState.LOST, "w", 0, null, 0.001, 0, 0, 0, 50, "gone")));
        Frequencies.check(
                Frequencies.pairs(Map.of(0, 1.0, 1, 0.125, 2, 0.125)),
                seed -> selector().select(new ClientSelector.Candidates(seed, 2, 2, history.past())));
    }
}
