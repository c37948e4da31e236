package io.tributary.orchestrator.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.tributary.orchestrator.selection.ClientSelector.Candidates;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SelectionsTest {
    static Stream<String> ids() {
        return Selections.all().stream().map(ClientSelector::id);
    }

    @ParameterizedTest
    @MethodSource("ids")
    void selectsDistinctClientsInOrderAndTheSameAgainFromTheSameSeed(String id) {
        ClientSelector selector = Selections.of(id);
        for (int round = 1; round <= 50; round++) {
            int wanted = id.equals("full") ? 20 : 1 + round % 20;
            Candidates candidates = new Candidates(7, round, 20, wanted);
            List<Integer> selected = selector.select(candidates);
            assertThat(selected)
                    .hasSize(wanted)
                    .doesNotHaveDuplicates()
                    .isSorted()
                    .allMatch(client -> client >= 0 && client < 20);
            assertThat(selector.select(candidates)).isEqualTo(selected);
        }
    }

    @Test
    void randomSelectsEveryClientEquallyOften() {
        int[] counts = new int[10];
        int rounds = 20_000;
        for (int round = 1; round <= rounds; round++) {
            for (int client : Selections.of("random").select(new Candidates(1, round, 10, 3))) {
                counts[client]++;
            }
        }
        // Binomial with p = 0.3: four standard deviations are 0.013.
        for (int count : counts) {
            assertThat((double) count / rounds).isCloseTo(0.3, within(0.013));
        }
    }

    @Test
    void anUnknownSelectionNamesTheKnownOnes() {
        assertThatThrownBy(() -> Selections.of("best")).hasMessageContaining("full, random");
    }
}
