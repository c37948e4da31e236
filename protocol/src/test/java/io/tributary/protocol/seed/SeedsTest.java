package io.tributary.protocol.seed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SeedsTest {
    @Test
    void givesEveryDecisionNumbersOfItsOwn() {
        Set<Long> first = new HashSet<>();
        for (Purpose purpose : Purpose.values()) {
            for (int round = 0; round < 20; round++) {
                for (int client = 0; client < 20; client++) {
                    first.add(Seeds.generator(42, purpose, round, client).nextLong());
                }
            }
        }
        assertThat(first).hasSize(Purpose.values().length * 400);
    }

    @Test
    void neverChangesItsNumbers() {
        // Saved models and running tasks depend on these; a change breaks their reproducibility.
        int[] values = IntStream.range(0, 10).toArray();
        Seeds.shuffle(values, Seeds.generator(42, Purpose.SELECTION, 1, 0));
        assertThat(values).containsExactly(PINNED);
    }

    private static final int[] PINNED = {2, 7, 6, 5, 1, 4, 8, 3, 0, 9};
}
