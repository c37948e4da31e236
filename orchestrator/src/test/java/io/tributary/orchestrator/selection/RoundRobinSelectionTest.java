package io.tributary.orchestrator.selection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RoundRobinSelectionTest extends ClientSelectorContract {
    @Override
    ClientSelector selector() {
        return Selections.of("round-robin");
    }

    @Override
    int roundsToReachEveryone() {
        return 8;
    }

    @Test
    void takesTurnsAsAQueueWould() {
        Deque<Integer> queue = new ArrayDeque<>(IntStream.range(0, 7).boxed().toList());
        Pasts pasts = Pasts.none(7);
        for (int round = 1; round <= 50; round++) {
            List<Integer> front = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                front.add(queue.remove());
            }
            queue.addAll(front);
            assertThat(selector().select(pasts.candidates(1, round, 3))).containsExactlyInAnyOrderElementsOf(front);
        }
    }
}
