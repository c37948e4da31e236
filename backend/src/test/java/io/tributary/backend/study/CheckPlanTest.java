package io.tributary.backend.study;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.nashpo.space.Params;
import io.tributary.nashpo.trial.Budget;
import io.tributary.nashpo.trial.Cost;
import io.tributary.nashpo.trial.Source;
import io.tributary.nashpo.trial.Suggestion;
import io.tributary.nashpo.trial.Trial;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CheckPlanTest {
    private static final Cost TEN_ROUNDS = new Cost(10, 1000, 2, 1);

    @ParameterizedTest
    @CsvSource({"29,0,0", "60,1,1", "120,3,1", "239,3,1", "240,3,2", "100000,3,2"})
    void takesAtMostAThirdOfTheRounds(long rounds, int top, int seeds) {
        CheckPlan plan = CheckPlan.of(Budget.ofRounds(rounds), TEN_ROUNDS);
        assertThat(plan.top()).isEqualTo(top);
        assertThat(plan.seeds()).isEqualTo(seeds);
        assertThat(plan.search(Budget.ofRounds(rounds)).rounds())
                .isEqualTo(rounds - (top == 0 ? 0 : 10L * (top + 1) * seeds));
    }

    @ParameterizedTest
    @CsvSource({"5999,0", "6000,1", "12000,3"})
    void looksAtEveryBound(long bytes, int top) {
        Budget budget = new Budget(null, 10_000L, bytes, 1e6, 1e6);
        assertThat(CheckPlan.of(budget, TEN_ROUNDS).top()).isEqualTo(top);
    }

    @Test
    void trialsAreNotCountedSoTheyLeaveTheWholeCheck() {
        CheckPlan plan = CheckPlan.of(Budget.ofTrials(3), TEN_ROUNDS);
        assertThat(plan.top()).isEqualTo(3);
        assertThat(plan.search(Budget.ofTrials(3))).isEqualTo(Budget.ofTrials(3));
    }

    @Test
    void repeatsTheBestAndTheStartFirstThenTheOthersOnEachSeed() {
        CheckPlan plan = CheckPlan.of(Budget.ofTrials(10), TEN_ROUNDS);
        assertThat(repeats(plan, List.of(trial(7), trial(4), trial(9), trial(0), trial(1)), 42))
                .extracting(Repeat::trial)
                .containsExactly(7, 0, 4, 9, 7, 0, 4, 9);
        assertThat(repeats(plan, List.of(trial(7), trial(0)), 42))
                .extracting(Repeat::seed)
                .containsExactly(1_000_045L, 1_000_045L, 2_000_048L, 2_000_048L);
    }

    @Test
    void aStartThatOthersBeatIsRepeatedAndOneThatFailedIsNot() {
        CheckPlan plan = CheckPlan.of(Budget.ofTrials(10), TEN_ROUNDS);
        assertThat(repeats(plan, List.of(trial(2)), true, 1))
                .extracting(Repeat::trial)
                .containsExactly(2, 0, 2, 0);
        assertThat(repeats(plan, List.of(trial(2)), false, 1))
                .extracting(Repeat::trial)
                .containsExactly(2, 2);
        assertThat(repeats(plan, List.of(), true, 1)).isEmpty();
    }

    @Test
    void seedsStayInTheirBounds() {
        CheckPlan plan = CheckPlan.of(Budget.ofTrials(10), TEN_ROUNDS);
        assertThat(repeats(plan, List.of(trial(0)), (1L << 53) - 1))
                .allSatisfy(repeat -> assertThat(repeat.seed()).isBetween(0L, (1L << 53) - 1));
    }

    private static List<Repeat> repeats(CheckPlan plan, List<Trial> ranked, long seed) {
        return repeats(plan, ranked, true, seed);
    }

    private static List<Repeat> repeats(CheckPlan plan, List<Trial> ranked, boolean start, long seed) {
        List<Repeat> repeats = new ArrayList<>();
        for (Optional<Repeat> next = plan.next(ranked, start, repeats, seed);
                next.isPresent();
                next = plan.next(ranked, start, repeats, seed)) {
            repeats.add(next.get());
        }
        return repeats;
    }

    private static Trial trial(int number) {
        return Trial.start(number, Suggestion.of(Params.none(), Source.RANDOM), Cost.NONE)
                .complete(List.of(0.5), Cost.NONE);
    }
}
