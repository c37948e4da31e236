package io.tributary.orchestrator.selection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PowerOfChoiceSelectionTest extends ClientSelectorContract {
    @Override
    ClientSelector selector() {
        return Selections.of("power-of-choice");
    }

    @Override
    int roundsToReachEveryone() {
        return 30;
    }

    @Test
    void takesTheHigherLossOfTwoDrawnInProportionToTheirExamples() {
        Pasts pasts = Pasts.none(4)
                .completes(1, 0, 1, 0.9, 100)
                .completes(1, 1, 1, 0.7, 200)
                .completes(1, 2, 1, 0.8, 300)
                .completes(1, 3, 1, 0.1, 400);
        Map<Set<Integer>, Double> expected = new HashMap<>();
        Frequencies.pairs(Map.of(0, 100.0, 1, 200.0, 2, 300.0, 3, 400.0))
                .forEach((pair, probability) -> expected.merge(
                        Set.of(pair.contains(0) ? 0 : pair.contains(2) ? 2 : 1), probability, Double::sum));
        Frequencies.check(expected, seed -> selector().select(pasts.candidates(seed, 2, 1)));
    }

    @Test
    void prefersWhoWasNeverAsked() {
        Pasts pasts = Pasts.none(4).completes(1, 0, 1, 100, 10).completes(1, 1, 1, 100, 10);
        for (int seed = 0; seed < 50; seed++) {
            assertThat(selector().select(pasts.candidates(seed, 2, 2))).containsExactly(2, 3);
        }
    }
}
