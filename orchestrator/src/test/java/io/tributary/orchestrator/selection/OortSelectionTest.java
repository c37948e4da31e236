package io.tributary.orchestrator.selection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class OortSelectionTest extends ClientSelectorContract {
    @Override
    ClientSelector selector() {
        return Selections.of("oort");
    }

    @Override
    int roundsToReachEveryone() {
        return 60;
    }

    @Test
    void drawsInProportionToUtilityAmongThoseNearTheBest() {
        // Examples times loss: 100, 96, 95.2, 20 and 0; equal seconds; all asked in round 1, so equally missed.
        Pasts pasts = Pasts.none(5)
                .completes(1, 0, 2, 1, 100)
                .completes(1, 1, 2, 2, 48)
                .completes(1, 2, 2, 0.5, 190)
                .completes(1, 3, 2, 1, 20)
                .completes(1, 4, 2, 0, 100);
        double bonus = Math.sqrt(0.1 * Math.log(4));
        // The second best has 0.96 + bonus; 0.95 is within 95 % of it, 0.2 is not.
        Frequencies.check(
                Frequencies.pairs(Map.of(0, 1 + bonus, 1, 0.96 + bonus, 2, 0.95 + bonus)),
                seed -> selector().select(pasts.candidates(seed, 4, 2)));
    }

    @Test
    void punishesWhoTakesLongerThanPreferred() {
        Pasts pasts = Pasts.none(4)
                .completes(1, 0, 1, 1, 100)
                .completes(1, 1, 10, 1, 100)
                .completes(1, 2, 1, 1, 100)
                .completes(1, 3, 10, 1, 100);
        for (int seed = 0; seed < 50; seed++) {
            assertThat(selector().select(pasts.candidates(seed, 2, 2))).containsExactly(0, 2);
        }
    }

    @Test
    void remembersWhoWasLeftOutForLong() {
        Pasts pasts = Pasts.none(2).completes(1, 0, 1, 1, 100).completes(100, 1, 1, 1, 100);
        for (int seed = 0; seed < 50; seed++) {
            assertThat(selector().select(pasts.candidates(seed, 101, 1))).containsExactly(0);
        }
    }

    @Test
    void exploresMuchAtFirstAndAlwaysALittle() {
        Pasts pasts = Pasts.none(100);
        for (int client = 0; client < 50; client++) {
            pasts.completes(1, client, 1, 1, 100);
        }
        assertThat(exploredShare(pasts, 1)).isBetween(0.88, 0.92);
        assertThat(exploredShare(pasts, 36)).isBetween(0.42, 0.47);
        assertThat(exploredShare(pasts, 1000)).isBetween(0.18, 0.22);
    }

    private double exploredShare(Pasts pasts, int round) {
        long explored = 0;
        for (int seed = 0; seed < 2000; seed++) {
            explored += selector().select(pasts.candidates(seed, round, 5)).stream()
                    .filter(client -> client >= 50)
                    .count();
        }
        return explored / 10_000.0;
    }
}
