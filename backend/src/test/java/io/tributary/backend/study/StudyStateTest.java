package io.tributary.backend.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.backend.study.StudyState.Event;
import io.tributary.protocol.error.TributaryException;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StudyStateTest {
    private static final Set<StudyState> ENDED =
            EnumSet.of(StudyState.COMPLETED, StudyState.FAILED, StudyState.CANCELLED);

    @ParameterizedTest
    @EnumSource(StudyState.class)
    void everyTransitionOfTheTableIsTakenAndNoOther(StudyState from) {
        for (Event event : Event.values()) {
            if (StudyState.LIFECYCLE.possible(from).contains(event)) {
                assertThat(StudyState.LIFECYCLE.next(from, event)).isNotEqualTo(from);
            } else {
                assertThatThrownBy(() -> StudyState.LIFECYCLE.next(from, event))
                        .isInstanceOf(TributaryException.class)
                        .hasMessageContaining("The study is " + from);
            }
        }
        assertThat(from.ended()).isEqualTo(ENDED.contains(from));
    }

    @Test
    void onlyOneThatRunsCompletesOrFails() {
        for (StudyState from : StudyState.values()) {
            boolean runs = from == StudyState.RUNNING;
            assertThat(StudyState.LIFECYCLE.possible(from).contains(Event.COMPLETE))
                    .isEqualTo(runs);
            assertThat(StudyState.LIFECYCLE.possible(from).contains(Event.FAIL)).isEqualTo(runs);
        }
    }
}
