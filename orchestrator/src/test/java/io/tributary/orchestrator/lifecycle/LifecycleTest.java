package io.tributary.orchestrator.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.orchestrator.round.ClientState;
import io.tributary.orchestrator.round.RoundState;
import io.tributary.orchestrator.task.TaskState;
import io.tributary.protocol.error.ErrorCode;
import io.tributary.protocol.error.TributaryException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LifecycleTest {
    @Test
    void everyTransitionOfATaskIsVisitedAndEveryOtherRefused() {
        visit(TaskState.LIFECYCLE, TaskState.class, TaskState.Event.class, TaskState.QUEUED);
    }

    @Test
    void everyTransitionOfARoundIsVisitedAndEveryOtherRefused() {
        visit(RoundState.LIFECYCLE, RoundState.class, RoundState.Event.class, RoundState.SELECTING);
    }

    @Test
    void everyTransitionOfAClientIsVisitedAndEveryOtherRefused() {
        visit(ClientState.LIFECYCLE, ClientState.class, ClientState.Event.class, ClientState.WAITING);
    }

    @Test
    void aRefusalNamesTheStateTheEventAndWhatIsPossible() {
        assertThatThrownBy(() -> TaskState.LIFECYCLE.next(TaskState.PAUSED, TaskState.Event.COMPLETE))
                .hasMessageContaining("PAUSED")
                .hasMessageContaining("complete")
                .hasMessageContaining("resume, cancel");
    }

    @Test
    void aTableRefusesTheSameTransitionTwice() {
        var builder = Lifecycle.<TaskState, TaskState.Event>of("x")
                .allow(TaskState.QUEUED, TaskState.Event.START, TaskState.RUNNING);
        assertThatThrownBy(() -> builder.allow(TaskState.QUEUED, TaskState.Event.START, TaskState.PAUSED))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** Walks the whole table from a start; every state must be reached and some final one with it. */
    private static <S extends Enum<S>, E extends Enum<E>> void visit(
            Lifecycle<S, E> lifecycle, Class<S> states, Class<E> events, S start) {
        Set<S> reached = EnumSet.of(start);
        Deque<S> open = new ArrayDeque<>(reached);
        int visited = 0;
        while (!open.isEmpty()) {
            S from = open.remove();
            for (E event : events.getEnumConstants()) {
                if (lifecycle.possible(from).contains(event)) {
                    S to = lifecycle.next(from, event);
                    assertThat(to)
                            .isEqualTo(lifecycle
                                    .transitions()
                                    .getOrDefault(from, Map.of())
                                    .get(event));
                    visited++;
                    if (reached.add(to)) {
                        open.add(to);
                    }
                } else {
                    assertThatThrownBy(() -> lifecycle.next(from, event))
                            .isInstanceOfSatisfying(
                                    TributaryException.class,
                                    e -> assertThat(e.code()).isEqualTo(ErrorCode.WRONG_STATE));
                }
            }
        }
        assertThat(reached).containsExactlyInAnyOrder(states.getEnumConstants());
        assertThat(visited)
                .isEqualTo(lifecycle.transitions().values().stream()
                        .mapToInt(Map::size)
                        .sum());
        assertThat(reached).anyMatch(lifecycle::isFinal);
    }
}
