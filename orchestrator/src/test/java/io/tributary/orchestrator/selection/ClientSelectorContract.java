package io.tributary.orchestrator.selection;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.orchestrator.selection.ClientSelector.Candidates;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every selection rule must do. */
abstract class ClientSelectorContract {

    /** The rule under test. */
    abstract ClientSelector selector();

    /** How many the rule selects where so many are wanted. */
    int selects(int clients, int wanted) {
        return wanted;
    }

    /** Rounds of 5 in 40 after which the rule has asked everyone. */
    abstract int roundsToReachEveryone();

    @Test
    void isKnownByItsIdAndDescribesItself() {
        assertThat(Selections.of(selector().id())).isSameAs(selector());
        assertThat(selector().description()).isNotBlank().endsWith(".");
    }

    @Test
    void selectsTheWantedNumberOfDistinctClientsInOrder() {
        for (Pasts pasts : List.of(Pasts.none(20), Pasts.usual(20), Pasts.strange(20))) {
            for (int round = 1; round <= 100; round++) {
                int wanted = 1 + round % 20;
                assertThat(selector().select(pasts.candidates(7, round, wanted)))
                        .hasSize(selects(20, wanted))
                        .doesNotHaveDuplicates()
                        .isSorted()
                        .allMatch(client -> client >= 0 && client < 20);
            }
        }
    }

    @Test
    void selectsTheOnlyClient() {
        for (Pasts pasts : List.of(Pasts.none(1), Pasts.usual(1), Pasts.strange(1))) {
            assertThat(selector().select(pasts.candidates(3, 9, 1))).containsExactly(0);
        }
    }

    @Test
    void selectsEveryoneWhenAllAreWanted() {
        for (Pasts pasts : List.of(Pasts.none(30), Pasts.usual(30), Pasts.strange(30))) {
            assertThat(selector().select(pasts.candidates(3, 9, 30)))
                    .isEqualTo(IntStream.range(0, 30).boxed().toList());
        }
    }

    @Test
    void needsNoPastWhereItSaysThatItCanBeForetold() {
        boolean same = true;
        for (int round = 1; round <= 20; round++) {
            List<Integer> unknown = selector().select(Pasts.none(20).candidates(7, round, 5));
            for (Pasts pasts : List.of(Pasts.usual(20), Pasts.strange(20))) {
                same &= selector().select(pasts.candidates(7, round, 5)).equals(unknown);
            }
        }
        assertThat(same).isEqualTo(selector().foreseeable());
    }

    @Test
    void selectsTheSameAgainFromTheSameSeedAndHistory() {
        assertThat(course(1)).isEqualTo(course(1));
    }

    @Test
    void reachesEveryClient() {
        Set<Integer> reached = new TreeSet<>();
        course(roundsToReachEveryone()).forEach(reached::addAll);
        assertThat(reached).hasSize(40);
    }

    @Test
    void isNotHeldUpByClientsThatNeverComplete() {
        Pasts pasts = Pasts.none(20);
        int wasted = 0;
        for (int round = 1; round <= 200; round++) {
            List<Integer> selected = selector().select(pasts.candidates(1, round, 4));
            if (round > 20) {
                wasted += (int) selected.stream().filter(client -> client < 5).count();
            }
            pasts.round(round, selected, client -> client >= 5);
        }
        // A quarter of the clients are dead; a rule that tries them first would ask for 4 of them in every round.
        assertThat(wasted / 180.0).isLessThan(selects(20, 4) * 0.3);
    }

    /** What the rule selects round after round, when clients are as fast and as wrong as their index says. */
    private List<List<Integer>> course(int rounds) {
        Pasts pasts = Pasts.none(40);
        List<List<Integer>> course = new ArrayList<>();
        for (int round = 1; round <= Math.max(60, rounds); round++) {
            Candidates candidates = pasts.candidates(11, round, 5);
            List<Integer> selected = selector().select(candidates);
            assertThat(selector().select(candidates)).isEqualTo(selected);
            pasts.round(round, selected, client -> true);
            if (round <= rounds || rounds == 1) {
                course.add(selected);
            }
        }
        return course;
    }
}
