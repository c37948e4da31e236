package io.tributary.nashpo.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.nashpo.Trials;
import io.tributary.nashpo.trial.TrialState.Event;
import io.tributary.protocol.error.ErrorCode;
import io.tributary.protocol.error.TributaryException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class TrialTest {
    @Test
    void everyTransitionOfTheTableIsAllowedAndNoOther() {
        List<String> allowed = new ArrayList<>();
        for (TrialState from : TrialState.values()) {
            for (Event event : Event.values()) {
                Map<Event, TrialState> row = TrialState.transitions().getOrDefault(from, Map.of());
                if (row.containsKey(event)) {
                    assertThat(from.next(event)).isEqualTo(row.get(event));
                    allowed.add(from + " " + event + " " + from.next(event));
                } else {
                    assertThatThrownBy(() -> from.next(event))
                            .isInstanceOfSatisfying(
                                    TributaryException.class,
                                    e -> assertThat(e.code()).isEqualTo(ErrorCode.WRONG_STATE))
                            .hasMessageContaining(from.toString());
                }
            }
        }
        assertThat(allowed)
                .containsExactly(
                        "RUNNING COMPLETE COMPLETE",
                        "RUNNING PRUNE PRUNED",
                        "RUNNING FAIL FAILED",
                        "RUNNING REJECT REJECTED",
                        "PRUNED GO_ON RUNNING");
    }

    @Test
    void isChargedWhatIsReservedUntilItEnds() {
        Trial running = Trials.curve(0, false, 0.1, 0.2);
        assertThat(running.charged()).isEqualTo(running.reserved());
        assertThat(running.prune("Others did better.", Cost.ofRounds(1)).charged())
                .isEqualTo(Cost.ofRounds(1));
    }

    @Test
    void roundsNeverGoBackwards() {
        Trial running = Trials.curve(0, false, 0.1, 0.2);
        assertThatThrownBy(() -> running.report(new Intermediate(2, 0.3, 1, 1, 1), Cost.NONE))
                .hasMessageContaining("round 2");
        assertThatThrownBy(() -> Trials.curve(0, true, 0.1).report(new Intermediate(2, 0.3, 1, 1, 1), Cost.NONE))
                .hasMessageContaining("COMPLETE");
    }

    @Test
    void survivesTheJournal() {
        Trial trial = Trials.curve(3, false, 0.1, 0.2).fail("The loss is not a number.", Cost.ofRounds(2));
        String json = JsonMapper.shared().writeValueAsString(trial);
        assertThat(json).contains("\"source\":\"random\"").contains("\"state\":\"FAILED\"");
        assertThat(JsonMapper.shared().readValue(json, Trial.class)).isEqualTo(trial);
    }

    @Test
    void whatWasHeldGoesOnFromWhereItStoppedAndIsChargedAgain() {
        Trial held = Trials.curve(0, false, 0.1, 0.2).hold();
        assertThat(held.waits()).isFalse();
        Trial waiting = held.prune("Others were better.", Cost.ofRounds(2));
        assertThat(waiting.waits()).isTrue();
        assertThat(waiting.release().waits()).isFalse();
        Trial again = waiting.goOn();
        assertThat(again.waits()).isFalse();
        assertThat(again.failure()).isNull();
        assertThat(again.charged()).isEqualTo(waiting.reserved());
        assertThat(again.report(new Intermediate(3, 0.3, 1, 1, 1), Cost.ofRounds(3))
                        .round())
                .isEqualTo(3);
        assertThatThrownBy(
                        () -> again.prune("The budget ended.", Cost.ofRounds(3)).goOn())
                .hasMessageContaining("PRUNED; it cannot go on");
    }

    @Test
    void completeTrialsRankBeforePrunedAndThoseByHowFarTheyGot() {
        Trial worst = Trials.curve(0, true, 0.1, 0.1, 0.1);
        Trial best = Trials.curve(1, true, 0.1, 0.5, 0.9);
        Trial far = Trials.curve(2, false, 0.3, 0.3).prune("p", Cost.NONE);
        Trial farBetter = Trials.curve(3, false, 0.3, 0.4).prune("p", Cost.NONE);
        Trial near = Trials.curve(4, false, 0.99).prune("p", Cost.NONE);
        Trial running = Trials.curve(5, false, 0.99, 0.99);
        History history = new History(
                List.of(worst, best, far, farBetter, near, running), List.of(Objective.of(Metric.ACCURACY)));
        assertThat(history.ranked()).containsExactly(best, worst, farBetter, far, near);
        assertThat(history.best()).contains(best);
    }

    @Test
    void withSeveralObjectivesTheFrontComesFirst() {
        List<Objective> objectives = List.of(Objective.of(Metric.ACCURACY), Objective.of(Metric.BYTES));
        Trial dominated = Trials.complete(0, Trials.params("{'a': 1}"), 0.8, 900.0);
        Trial exact = Trials.complete(1, Trials.params("{'a': 2}"), 0.9, 800.0);
        Trial small = Trials.complete(2, Trials.params("{'a': 3}"), 0.7, 100.0);
        History history = new History(List.of(dominated, exact, small), objectives);
        assertThat(history.front()).containsExactly(exact, small);
        assertThat(history.ranked().subList(0, 2)).containsExactlyInAnyOrder(exact, small);
        assertThat(history.ranked().get(2)).isEqualTo(dominated);
    }
}
